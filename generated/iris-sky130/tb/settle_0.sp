* iris_sky130 settle_0
.include "../spice/chip.sp"
vin_0p in_0p 0 dc 0 pwl(0 0 1.36e-10 1.04430379746835e-1)
vin_1p in_1p 0 dc 0 pwl(0 0 1.36e-10 6.64556962025316e-2)
vin_2p in_2p 0 dc 0 pwl(0 0 1.36e-10 2.46835443037975e-2)
vin_3p in_3p 0 dc 0 pwl(0 0 1.36e-10 3.79746835443038e-3)
vin_0n in_0n 0 dc 0 pwl(0 0 1.36e-10 -1.04430379746835e-1)
vin_1n in_1n 0 dc 0 pwl(0 0 1.36e-10 -6.64556962025316e-2)
vin_2n in_2n 0 dc 0 pwl(0 0 1.36e-10 -2.46835443037975e-2)
vin_3n in_3n 0 dc 0 pwl(0 0 1.36e-10 -3.79746835443038e-3)
vbias_p bias_p 0 dc 0 pwl(0 0 1.36e-10 1.5e-1)
vbias_n bias_n 0 dc 0 pwl(0 0 1.36e-10 -1.5e-1)
vtarget_0 target_0 0 dc 0 pwl(0 0 1.36e-10 2e-2)
vtarget_1 target_1 0 dc 0 pwl(0 0 1.36e-10 0)
vtarget_2 target_2 0 dc 0 pwl(0 0 1.36e-10 0)
xchip in_0p in_1p in_2p in_3p in_0n in_1n in_2n in_3n bias_p bias_n target_0 target_1 target_2 out_0 out_1 out_2
+ out_ref 0 iris_sky130 beta=0
.options reltol=1e-6 abstol=1e-15 vntol=1e-9 gmin=1e-18 method=gear
.tran 1.36e-10 6.8e-8
.measure tran final_out_0 find v(out_0) at=6.8e-8
.measure tran final_out_1 find v(out_1) at=6.8e-8
.measure tran final_out_2 find v(out_2) at=6.8e-8
.measure tran final_out_ref find v(out_ref) at=6.8e-8
.save v(xchip.h1_0) v(xchip.h1_1) v(xchip.h1_2) v(xchip.h1_3) v(xchip.h1_4) v(xchip.h1_5) v(xchip.h1_6) v(xchip.h1_7)
+ v(xchip.h1_8) v(xchip.h1_9) v(out_0) v(out_1) v(out_2) v(out_ref)
* expected by grenadyn:
*   v(xchip.h1_0) = -1.29968522701128e-5
*   v(xchip.h1_1) = 1.86788475137633e-3
*   v(xchip.h1_2) = 2.86861589210046e-3
*   v(xchip.h1_3) = 9.86934336593239e-3
*   v(xchip.h1_4) = -9.68352549637135e-7
*   v(xchip.h1_5) = 6.36910512590165e-7
*   v(xchip.h1_6) = 7.67877470589746e-6
*   v(xchip.h1_7) = 4.36968693515981e-6
*   v(xchip.h1_8) = 1.26221356282444e-5
*   v(xchip.h1_9) = 1.75288854409535e-5
*   v(out_0) = 1.70258580143891e-2
*   v(out_1) = 1.6314366540743e-2
*   v(out_2) = 2.15595740439351e-2
*   v(out_ref) = 1.29122944347351e-2
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
