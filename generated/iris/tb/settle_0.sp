* iris settle_0
.include "../spice/chip.sp"
vin_0p in_0p 0 dc 0 pwl(0 0 4.2e-10 2.9873417721519e-1)
vin_1p in_1p 0 dc 0 pwl(0 0 4.2e-10 1.62025316455696e-1)
vin_2p in_2p 0 dc 0 pwl(0 0 4.2e-10 2.43037974683544e-1)
vin_3p in_3p 0 dc 0 pwl(0 0 4.2e-10 9.11392405063291e-2)
vin_0n in_0n 0 dc 0 pwl(0 0 4.2e-10 -2.9873417721519e-1)
vin_1n in_1n 0 dc 0 pwl(0 0 4.2e-10 -1.62025316455696e-1)
vin_2n in_2n 0 dc 0 pwl(0 0 4.2e-10 -2.43037974683544e-1)
vin_3n in_3n 0 dc 0 pwl(0 0 4.2e-10 -9.11392405063291e-2)
vbias_p bias_p 0 dc 0 pwl(0 0 4.2e-10 2e-1)
vbias_n bias_n 0 dc 0 pwl(0 0 4.2e-10 -2e-1)
vtarget_0 target_0 0 dc 0 pwl(0 0 4.2e-10 0)
vtarget_1 target_1 0 dc 0 pwl(0 0 4.2e-10 1.5e-2)
vtarget_2 target_2 0 dc 0 pwl(0 0 4.2e-10 0)
xchip in_0p in_1p in_2p in_3p in_0n in_1n in_2n in_3n bias_p bias_n target_0 target_1 target_2 out_0p out_0n out_1p
+ out_1n out_2p out_2n 0 iris beta=0
.options reltol=1e-6 abstol=1e-15 vntol=1e-9 gmin=1e-18 method=gear
.tran 4.2e-10 4.2e-8
.measure tran final_out_0p find v(out_0p) at=4.2e-8
.measure tran final_out_0n find v(out_0n) at=4.2e-8
.measure tran final_out_1p find v(out_1p) at=4.2e-8
.measure tran final_out_1n find v(out_1n) at=4.2e-8
.measure tran final_out_2p find v(out_2p) at=4.2e-8
.measure tran final_out_2n find v(out_2n) at=4.2e-8
.save v(xchip.h1_0) v(xchip.h1_1) v(xchip.h1_2) v(xchip.h1_3) v(xchip.h1_4) v(xchip.h1_5) v(xchip.h1_6) v(xchip.h1_7)
+ v(xchip.h1_8) v(xchip.h1_9) v(out_0p) v(out_0n) v(out_1p) v(out_1n) v(out_2p) v(out_2n)
* expected by grenadyn, +- what passes: steps in time, 1e-4 of the voltage, at least of a hundredth of full scale:
*   xchip.h1_0 = 4.3449907082726e-3 +- 4.4e-7
*   xchip.h1_1 = -6.40972732215374e-6 +- 4e-7
*   xchip.h1_2 = -1.84102367777297e-5 +- 4e-7
*   xchip.h1_3 = -4.15999270943019e-5 +- 4e-7
*   xchip.h1_4 = 6.4771099645996e-3 +- 6.5e-7
*   xchip.h1_5 = 4.07091415530071e-5 +- 4e-7
*   xchip.h1_6 = 5.37881680881074e-5 +- 4e-7
*   xchip.h1_7 = -1.08508503349525e-2 +- 1.1e-6
*   xchip.h1_8 = -2.20155733342585e-2 +- 2.3e-6
*   xchip.h1_9 = 1.35785164475957e-5 +- 4e-7
*   out_0p = -4.25701705202052e-3 +- 1.7e-6
*   out_0n = -4.298310403375e-3 +- 1.7e-6
*   out_1p = -1.15252605313547e-2 +- 1.7e-6
*   out_1n = -1.88270967006924e-2 +- 1.9e-6
*   out_2p = -3.32799762679259e-3 +- 1.7e-6
*   out_2n = -1.0913403786335e-2 +- 1.7e-6
.control
set filetype=ascii
set numdgt=16
run
if $sim_status
quit 1
end
write settle_0.raw all
quit 0
.endc
.end
