* iris_sky130 settle_0
.include "../spice/chip.sp"
vin_0p in_0p 0 dc 0 pwl(0 0 5.4e-10 1.12025316455696e-1)
vin_1p in_1p 0 dc 0 pwl(0 0 5.4e-10 6.07594936708861e-2)
vin_2p in_2p 0 dc 0 pwl(0 0 5.4e-10 9.11392405063291e-2)
vin_3p in_3p 0 dc 0 pwl(0 0 5.4e-10 3.41772151898734e-2)
vin_0n in_0n 0 dc 0 pwl(0 0 5.4e-10 -1.12025316455696e-1)
vin_1n in_1n 0 dc 0 pwl(0 0 5.4e-10 -6.07594936708861e-2)
vin_2n in_2n 0 dc 0 pwl(0 0 5.4e-10 -9.11392405063291e-2)
vin_3n in_3n 0 dc 0 pwl(0 0 5.4e-10 -3.41772151898734e-2)
vbias_p bias_p 0 dc 0 pwl(0 0 5.4e-10 8e-2)
vbias_n bias_n 0 dc 0 pwl(0 0 5.4e-10 -8e-2)
vtarget_0 target_0 0 dc 0 pwl(0 0 5.4e-10 0)
vtarget_1 target_1 0 dc 0 pwl(0 0 5.4e-10 6e-3)
vtarget_2 target_2 0 dc 0 pwl(0 0 5.4e-10 0)
xchip in_0p in_1p in_2p in_3p in_0n in_1n in_2n in_3n bias_p bias_n target_0 target_1 target_2 out_0 out_1 out_2
+ out_ref 0 iris_sky130 beta=0
.options reltol=1e-6 abstol=1e-15 vntol=1e-9 gmin=1e-18 method=gear
.tran 5.4e-10 5.4e-8
.measure tran final_out_0 find v(out_0) at=5.4e-8
.measure tran final_out_1 find v(out_1) at=5.4e-8
.measure tran final_out_2 find v(out_2) at=5.4e-8
.measure tran final_out_ref find v(out_ref) at=5.4e-8
.save v(xchip.h1_0) v(xchip.h1_1) v(xchip.h1_2) v(xchip.h1_3) v(xchip.h1_4) v(xchip.h1_5) v(xchip.h1_6) v(xchip.h1_7)
+ v(xchip.h1_8) v(xchip.h1_9) v(out_0) v(out_1) v(out_2) v(out_ref)
* expected by grenadyn, +- what passes: steps in time, 1e-4 of the voltage, at least of a hundredth of full scale:
*   xchip.h1_0 = 1.093047433185e-2 +- 1.1e-6
*   xchip.h1_1 = -8.83058268098521e-6 +- 1.6e-7
*   xchip.h1_2 = -5.14476362228572e-6 +- 1.6e-7
*   xchip.h1_3 = -1.4396175387602e-5 +- 1.6e-7
*   xchip.h1_4 = 5.0122704848505e-3 +- 5.1e-7
*   xchip.h1_5 = 1.59151658562035e-5 +- 1.6e-7
*   xchip.h1_6 = 2.00577069508384e-5 +- 1.6e-7
*   xchip.h1_7 = -3.24284440402737e-3 +- 3.3e-7
*   xchip.h1_8 = -8.73714512834261e-3 +- 8.8e-7
*   xchip.h1_9 = 1.31230904697651e-5 +- 1.6e-7
*   out_0 = 3.54551738964808e-3 +- 6.1e-7
*   out_1 = 5.21888163737764e-3 +- 6.1e-7
*   out_2 = 5.61285064485091e-3 +- 6.1e-7
*   out_ref = 2.69697657036757e-3 +- 6.1e-7
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
