* iris: leaf cells, xyce, written by grenadyn
* synapse device leti-hfo2, conductance g
.subckt gd_memristor p n PARAMS: g=1e-6 v0=4.3e-1 c=1.1e-15
bcell p n i={((g*v0)*sinh((v(p,n)/v0)))}
ccell p n {c}
.ends gd_memristor

* rectifier of neuron circuit active-rectifier; polarity 1: v >= -vf, -1: v <= vf
.subckt gd_rectifier n vss PARAMS: polarity=1 gon=1e-1 vf=0 c=1e-13
bdiode n vss i={((polarity*gon)*min(((polarity*v(n,vss))+vf),0))}
cnode n vss {c}
.ends gd_rectifier

* bidirectional amplifier: v(out) = gain v(in), i(in) = reverse i(out)
.subckt gd_amplifier in out vss PARAMS: gain=10 reverse=1e-1
edrive mid vss in vss {gain}
vsensor mid out dc 0
fload in vss vsensor {reverse}
.ends gd_amplifier

* nudge: current beta (v(target) - follow v(outp, outn)) into outp
.subckt gd_nudge outp outn target vss PARAMS: beta=0 follow=1
gpull outn outp target vss {beta}
gspring outp outn outp outn {(beta*follow)}
.ends gd_nudge

* row driver: repeats v(in) on the row
.subckt gd_driver in row vss
erepeat row vss in vss 1
.ends gd_driver

* input of the sense circuit of an output node
.subckt gd_sense n vss PARAMS: c=5e-14
cinput n vss {c}
.ends gd_sense

