extension ChipSpec {
  /// The commented spec that `grenadyn init` writes; the same text as `specs/digits.yaml`.
  package static let starter = """
    # A chip that learns to read 8 × 8 pixel digits, by itself and with the circuits that the library has.
    # Every number with a physical meaning has a unit: 0.9 V, 40 uS, 100 kOhm, 4 mm^2, 85 %.
    grenadyn: 1                          # version of this format
    name: digits                         # names the top cell and the output files
    seed: 1                              # the same spec and seed give the same chip, bit by bit

    technology: leti-hfo2-130            # a technology of the library, or the path of a YAML file

    data:
      set: digits                        # 1797 images of 8 × 8 pixels, part of the program
      test-fraction: 20 %                # kept for the test

    network:
      family: resistive                  # a deep resistive network
      input:
        shape: [8, 8]
        encoding: complementary          # two rows a pixel, at +x and −x | single
        full-scale: 0.3 V                # row voltage of the brightest pixel; below the device's read limit
      bias: 50 mV                        # two constant rows a layer, at + and − this; leave out for none
      hidden:                            # rectifier layers, first to last
        - { units: 64, gain: 8, reverse-gain: 1 }  # of the amplifier behind each neuron: of voltage, and of current back
      output:
        classes: 10
        encoding: differential           # two nodes a class | single: one | reference-column: one, and one for all
        target: 25 mV                    # value of the right class; the others' is 0 V
        read-gain: 16                    # of the sense amplifiers: outputs of some millivolts fill the converters

    training:
      rule: equilibrium-propagation
      estimator: centered                # from +β and −β | one-sided
      nudge: { kind: current, amplitude: 50 mV }  # pulls the outputs by so much; 10 uS would be a spring to the target
      cost: { kind: cross-entropy, temperature: 4 mV }
      skip: 10 %                         # samples that are right cost no nudged phases and no pulses
      epochs: 30
      batch: 4
      learning-rate: { relative: [1 %, 2 %] }  # of the range, a typical first step; one a connection, or one for all
      decay: 0.93                        # factor on the learning rate, each epoch
      initial: { low: 1 uS, high: 20 uS }  # range of the first, random conductances
      relaxation: { tolerance: 1.0e-8, maximum-sweeps: 100 }  # residual current, relative

    prediction:
      mode: [program, in-situ]           # chips that are written, and chips that learn
      in-situ:
        start: programmed                # what chips that learn begin with: the written weights | scratch: random ones
        update: accumulated              # a counter beside each synapse | stochastic, nearest, fixed-pulse: without
        rate: 0.2                        # of the learning rate
        longest-train: 127               # pulses at most at a time
        read-point: amplifier            # hidden neurons are read behind their amplifiers | node
        difference-gain: 16              # the difference of two phases is amplified before it is converted
        center: free                     # of the free phase, so that nudges of unequal strength do no harm | mean

    mapping:
      tile: { rows: 26, columns: 32 }    # crossbar size, as its wires bear it

    netlist:
      wires: none                        # none | lumped | per-cell
      dialects: [ngspice, hspice, spectre, xyce, vacask]

    verification:
      samples: 3                         # test images compared with the circuit simulators, node by node

    """
}
