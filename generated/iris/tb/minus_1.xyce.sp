* iris minus_1
.include "../spice/chip.xyce.sp"
vin_0p in_0p 0 dc 2.37974683544304e-1
vin_1p in_1p 0 dc 1.62025316455696e-1
vin_2p in_2p 0 dc 6.58227848101266e-2
vin_3p in_3p 0 dc 1.0126582278481e-2
vin_0n in_0n 0 dc -2.37974683544304e-1
vin_1n in_1n 0 dc -1.62025316455696e-1
vin_2n in_2n 0 dc -6.58227848101266e-2
vin_3n in_3n 0 dc -1.0126582278481e-2
vbias_p bias_p 0 dc 2e-1
vbias_n bias_n 0 dc -2e-1
vtarget_0 target_0 0 dc 1.5e-2
vtarget_1 target_1 0 dc 0
vtarget_2 target_2 0 dc 0
xchip in_0p in_1p in_2p in_3p in_0n in_1n in_2n in_3n bias_p bias_n target_0 target_1 target_2 out_0p out_0n out_1p
+ out_1n out_2p out_2n 0 iris PARAMS: beta=-1e-5
.options nonlin reltol=1e-9 abstol=1e-15
.dc vin_0p list 2.37974683544304e-1
.print dc format=std precision=15 v(xchip:h1_0) v(xchip:h1_1) v(xchip:h1_2) v(xchip:h1_3) v(xchip:h1_4) v(xchip:h1_5)
+ v(xchip:h1_6) v(xchip:h1_7) v(xchip:h1_8) v(xchip:h1_9) v(out_0p) v(out_0n) v(out_1p) v(out_1n) v(out_2p) v(out_2n)
* expected by grenadyn, +- what passes: rounding, 1e-9 of the voltage, at least of a thousandth of full scale:
*   xchip:h1_0 = -2.55394533501714e-5 +- 4.1e-13
*   xchip:h1_1 = 6.16239553817798e-3 +- 6.2e-12
*   xchip:h1_2 = -1.30234966842845e-5 +- 4.1e-13
*   xchip:h1_3 = -1.49309465697509e-5 +- 4.1e-13
*   xchip:h1_4 = -3.40377544502785e-5 +- 4.1e-13
*   xchip:h1_5 = 2.39035557634661e-5 +- 4.1e-13
*   xchip:h1_6 = 2.78622355598485e-5 +- 4.1e-13
*   xchip:h1_7 = -9.73067460709974e-3 +- 9.8e-12
*   xchip:h1_8 = -9.52715041033822e-4 +- 9.6e-13
*   xchip:h1_9 = -2.91550358314152e-2 +- 3e-11
*   out_0p = -2.54835633621034e-3 +- 2.6e-12
*   out_0n = -1.78542213501022e-2 +- 1.8e-11
*   out_1p = -1.86638042212935e-2 +- 1.9e-11
*   out_1n = -1.88351899006185e-2 +- 1.9e-11
*   out_2p = -8.91567076784547e-3 +- 9e-12
*   out_2n = -8.64411653304917e-3 +- 8.7e-12
.end
