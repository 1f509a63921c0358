* iris_lumped minus_1
.include "../spice/chip.sp"
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
+ out_1n out_2p out_2n 0 iris_lumped beta=-2e-5
.options reltol=1e-10 abstol=1e-17 vntol=1e-13 gmin=1e-30 itl1=1000
.op
.save v(xchip.h1_0) v(xchip.h1_1) v(xchip.h1_2) v(xchip.h1_3) v(xchip.h1_4) v(xchip.h1_5) v(xchip.h1_6) v(xchip.h1_7)
+ v(xchip.h1_8) v(xchip.h1_9) v(out_0p) v(out_0n) v(out_1p) v(out_1n) v(out_2p) v(out_2n)
* expected by grenadyn:
*   v(xchip.h1_0) = -3.3562565332846e-5
*   v(xchip.h1_1) = 2.03686472526103e-2
*   v(xchip.h1_2) = 2.08465876588995e-2
*   v(xchip.h1_3) = 2.65497578519716e-2
*   v(xchip.h1_4) = 1.78997194695451e-2
*   v(xchip.h1_5) = -2.97513943155115e-2
*   v(xchip.h1_6) = 2.23956914417795e-5
*   v(xchip.h1_7) = 9.941846002652e-6
*   v(xchip.h1_8) = 3.66389532976943e-5
*   v(xchip.h1_9) = 4.74383554539424e-5
*   v(out_0p) = 1.50323313580159e-2
*   v(out_0n) = 5.71042755769261e-3
*   v(out_1p) = 3.6651863107366e-2
*   v(out_1n) = 1.84973859556769e-2
*   v(out_2p) = 1.82532991472652e-2
*   v(out_2n) = 1.03886016009874e-2
.control
set filetype=ascii
set numdgt=16
run
if $sim_status
quit 1
end
write minus_1.raw all
quit 0
.endc
.end
