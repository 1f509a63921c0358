* iris minus_0
.hdl "../veriloga/gd_memristor.va"
.hdl "../veriloga/gd_rectifier.va"
.hdl "../veriloga/gd_amplifier.va"
.hdl "../veriloga/gd_nudge.va"
.hdl "../veriloga/gd_driver.va"
.hdl "../veriloga/gd_sense.va"
.include "../spice/chip.hspice.sp"
.param beta=-1e-5
vin_0p in_0p 0 dc 2.9873417721519e-1
vin_1p in_1p 0 dc 1.62025316455696e-1
vin_2p in_2p 0 dc 2.43037974683544e-1
vin_3p in_3p 0 dc 9.11392405063291e-2
vin_0n in_0n 0 dc -2.9873417721519e-1
vin_1n in_1n 0 dc -1.62025316455696e-1
vin_2n in_2n 0 dc -2.43037974683544e-1
vin_3n in_3n 0 dc -9.11392405063291e-2
vbias_p bias_p 0 dc 2e-1
vbias_n bias_n 0 dc -2e-1
vtarget_0 target_0 0 dc 0
vtarget_1 target_1 0 dc 1.5e-2
vtarget_2 target_2 0 dc 0
xchip in_0p in_1p in_2p in_3p in_0n in_1n in_2n in_3n bias_p bias_n target_0 target_1 target_2 out_0p out_0n out_1p
+ out_1n out_2p out_2n 0 iris beta='beta'
.option reltol=1e-9 absv=1e-12 absi=1e-15 gmindc=1e-15 ingold=2 numdgt=10 post=2
.dc beta poi 1 -1e-5
.print dc v(xchip.h1_0) v(xchip.h1_1) v(xchip.h1_2) v(xchip.h1_3) v(xchip.h1_4) v(xchip.h1_5) v(xchip.h1_6)
+ v(xchip.h1_7) v(xchip.h1_8) v(xchip.h1_9) v(out_0p) v(out_0n) v(out_1p) v(out_1n) v(out_2p) v(out_2n)
* expected by grenadyn, +- what passes: rounding, 1e-9 of the voltage, at least of a thousandth of full scale:
*   xchip.h1_0 = 4.36813141824336e-3 +- 4.4e-12
*   xchip.h1_1 = -6.39467870749568e-6 +- 4.1e-13
*   xchip.h1_2 = -1.84186219687807e-5 +- 4.1e-13
*   xchip.h1_3 = -4.15722057998104e-5 +- 4.1e-13
*   xchip.h1_4 = 6.51378490468234e-3 +- 6.6e-12
*   xchip.h1_5 = 4.06954702040799e-5 +- 4.1e-13
*   xchip.h1_6 = 5.38025115266954e-5 +- 4.1e-13
*   xchip.h1_7 = -1.08558548164883e-2 +- 1.1e-11
*   xchip.h1_8 = -2.20380625872365e-2 +- 2.3e-11
*   xchip.h1_9 = 1.35312995469506e-5 +- 4.1e-13
*   out_0p = -4.23512436832821e-3 +- 4.3e-12
*   out_0n = -4.28573123884052e-3 +- 4.3e-12
*   out_1p = -1.23030336865173e-2 +- 1.3e-11
*   out_1n = -1.80348343076424e-2 +- 1.9e-11
*   out_2p = -2.43744123743894e-3 +- 2.5e-12
*   out_2n = -1.15068871522064e-2 +- 1.2e-11
.end
