* iris free_0
.hdl "../veriloga/gd_memristor.va"
.hdl "../veriloga/gd_rectifier.va"
.hdl "../veriloga/gd_amplifier.va"
.hdl "../veriloga/gd_nudge.va"
.hdl "../veriloga/gd_driver.va"
.hdl "../veriloga/gd_sense.va"
.include "../spice/chip.hspice.sp"
vin_0p in_0p 0 dc 2.78481012658228e-1
vin_1p in_1p 0 dc 1.77215189873418e-1
vin_2p in_2p 0 dc 6.58227848101266e-2
vin_3p in_3p 0 dc 1.0126582278481e-2
vin_0n in_0n 0 dc -2.78481012658228e-1
vin_1n in_1n 0 dc -1.77215189873418e-1
vin_2n in_2n 0 dc -6.58227848101266e-2
vin_3n in_3n 0 dc -1.0126582278481e-2
vbias_p bias_p 0 dc 4e-1
vbias_n bias_n 0 dc -4e-1
vtarget_0 target_0 0 dc 5e-2
vtarget_1 target_1 0 dc 0
vtarget_2 target_2 0 dc 0
xchip in_0p in_1p in_2p in_3p in_0n in_1n in_2n in_3n bias_p bias_n target_0 target_1 target_2 out_0p out_0n out_1p
+ out_1n out_2p out_2n 0 iris beta=0
.option reltol=1e-9 absv=1e-12 absi=1e-15 gmindc=1e-15 ingold=2 numdgt=10 post=2
.op
.probe dc v(xchip.h1_0) v(xchip.h1_1) v(xchip.h1_2) v(xchip.h1_3) v(xchip.h1_4) v(xchip.h1_5) v(xchip.h1_6)
+ v(xchip.h1_7) v(xchip.h1_8) v(xchip.h1_9) v(out_0p) v(out_0n) v(out_1p) v(out_1n) v(out_2p) v(out_2n)
* expected by grenadyn:
*   v(xchip.h1_0) = -3.6211538069166e-5
*   v(xchip.h1_1) = 2.07756678611325e-2
*   v(xchip.h1_2) = 2.234557516955e-2
*   v(xchip.h1_3) = 2.60325653427614e-2
*   v(xchip.h1_4) = 1.8868955787088e-2
*   v(xchip.h1_5) = -2.83839733205266e-2
*   v(xchip.h1_6) = 2.35167469594587e-5
*   v(xchip.h1_7) = 1.02905943774726e-5
*   v(xchip.h1_8) = 4.32251264897672e-5
*   v(xchip.h1_9) = 4.83250685299826e-5
*   v(out_0p) = 2.21235819850634e-2
*   v(out_0n) = 1.28521878947754e-3
*   v(out_1p) = 3.48873933328737e-2
*   v(out_1n) = 2.25139941153265e-2
*   v(out_2p) = 1.7412335315622e-2
*   v(out_2n) = 1.33477664745646e-2
.end
