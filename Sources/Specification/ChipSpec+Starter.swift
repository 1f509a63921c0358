extension ChipSpec {
  /// The commented spec that `grenadyn init` writes; the same text as `specs/digits.yaml`.
  public static let starter = """
    # A chip that learns to read 8 × 8 pixel digits.
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
        - { units: 64, gain: 4 }         # gain: of the amplifier behind each neuron, 1 for none
      output:
        classes: 10
        encoding: differential           # two nodes a class | single: one | reference-column: one, and one for all
        target: 15 mV                    # value of the right class; the others' is 0 V

    training:
      rule: equilibrium-propagation
      estimator: centered                # from +β and −β | one-sided
      nudge: 10 uS                       # β, the spring between an output and its target
      epochs: 30
      batch: 4
      learning-rate: [20 mS^2/V^2, 5 mS^2/V^2]   # one a connection, or one for all
      decay: 0.93                        # factor on the learning rate, each epoch
      initial: { low: 1 uS, high: 20 uS }  # range of the first, random conductances
      relaxation: { tolerance: 1.0e-8, maximum-sweeps: 100 }  # residual current, relative

    prediction:
      in-situ:
        update: accumulated              # a counter beside each synapse | stochastic, nearest, fixed-pulse: without

    mapping:
      tile: { rows: 26, columns: 32 }    # crossbar size, as its wires bear it

    netlist:
      wires: none                        # ideal | lumped | per-cell
      dialects: [ngspice, hspice, spectre, xyce, vacask]

    verification:
      samples: 3                         # test images compared with the circuit simulators, node by node

    """
}
