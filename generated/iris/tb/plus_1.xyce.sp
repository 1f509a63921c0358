* iris plus_1
.include "../spice/chip.xyce.sp"
vin_0p in_0p 0 dc 2.58227848101266e-1
vin_1p in_1p 0 dc 1.92405063291139e-1
vin_2p in_2p 0 dc 8.10126582278481e-2
vin_3p in_3p 0 dc 1.0126582278481e-2
vin_0n in_0n 0 dc -2.58227848101266e-1
vin_1n in_1n 0 dc -1.92405063291139e-1
vin_2n in_2n 0 dc -8.10126582278481e-2
vin_3n in_3n 0 dc -1.0126582278481e-2
vbias_p bias_p 0 dc 4e-1
vbias_n bias_n 0 dc -4e-1
vtarget_0 target_0 0 dc 5e-2
vtarget_1 target_1 0 dc 0
vtarget_2 target_2 0 dc 0
xchip in_0p in_1p in_2p in_3p in_0n in_1n in_2n in_3n bias_p bias_n target_0 target_1 target_2 out_0p out_0n out_1p
+ out_1n out_2p out_2n 0 iris PARAMS: beta=2e-5
.options nonlin reltol=1e-9 abstol=1e-15
.op
.print dc format=std precision=15 v(xchip:h1_0) v(xchip:h1_1) v(xchip:h1_2) v(xchip:h1_3) v(xchip:h1_4) v(xchip:h1_5)
+ v(xchip:h1_6) v(xchip:h1_7) v(xchip:h1_8) v(xchip:h1_9) v(out_0p) v(out_0n) v(out_1p) v(out_1n) v(out_2p) v(out_2n)
* expected by grenadyn:
*   v(xchip:h1_0) = -3.35099730330011e-5
*   v(xchip:h1_1) = 2.0468511953654e-2
*   v(xchip:h1_2) = 2.1028794343102e-2
*   v(xchip:h1_3) = 2.64271896016033e-2
*   v(xchip:h1_4) = 1.79734476057853e-2
*   v(xchip:h1_5) = -2.95618769813108e-2
*   v(xchip:h1_6) = 2.23317151586257e-5
*   v(xchip:h1_7) = 9.99410776530427e-6
*   v(xchip:h1_8) = 3.65961144190342e-5
*   v(xchip:h1_9) = 4.74568939455646e-5
*   v(out_0p) = 2.45967142951706e-2
*   v(out_0n) = -1.93389907601057e-3
*   v(out_1p) = 3.31782978820665e-2
*   v(out_1n) = 2.28193733692074e-2
*   v(out_2p) = 1.63749944825901e-2
*   v(out_2n) = 1.24598296666458e-2
.end
