* iris_sky130 free_1
.include "../spice/chip.sp"
vin_0p in_0p 0 dc 8.92405063291139e-2
vin_1p in_1p 0 dc 6.07594936708861e-2
vin_2p in_2p 0 dc 2.46835443037975e-2
vin_3p in_3p 0 dc 3.79746835443038e-3
vin_0n in_0n 0 dc -8.92405063291139e-2
vin_1n in_1n 0 dc -6.07594936708861e-2
vin_2n in_2n 0 dc -2.46835443037975e-2
vin_3n in_3n 0 dc -3.79746835443038e-3
vbias_p bias_p 0 dc 8e-2
vbias_n bias_n 0 dc -8e-2
vtarget_0 target_0 0 dc 6e-3
vtarget_1 target_1 0 dc 0
vtarget_2 target_2 0 dc 0
xchip in_0p in_1p in_2p in_3p in_0n in_1n in_2n in_3n bias_p bias_n target_0 target_1 target_2 out_0 out_1 out_2
+ out_ref 0 iris_sky130 beta=0
.options reltol=1e-10 abstol=1e-17 vntol=1e-13 gmin=1e-30 itl1=1000
.op
.save v(xchip.h1_0) v(xchip.h1_1) v(xchip.h1_2) v(xchip.h1_3) v(xchip.h1_4) v(xchip.h1_5) v(xchip.h1_6) v(xchip.h1_7)
+ v(xchip.h1_8) v(xchip.h1_9) v(out_0) v(out_1) v(out_2) v(out_ref)
* expected by grenadyn, +- what passes: rounding, 1e-9 of the voltage, at least of a thousandth of full scale:
*   xchip.h1_0 = 4.06328894816749e-3 +- 4.1e-12
*   xchip.h1_1 = -2.01911725531567e-6 +- 1.5e-13
*   xchip.h1_2 = -3.44899503002338e-6 +- 1.5e-13
*   xchip.h1_3 = -4.82234839922653e-6 +- 1.5e-13
*   xchip.h1_4 = -1.75321509878878e-7 +- 1.5e-13
*   xchip.h1_5 = 9.93270020497531e-6 +- 1.5e-13
*   xchip.h1_6 = 1.13184391895455e-5 +- 1.5e-13
*   xchip.h1_7 = 6.28759347100228e-6 +- 1.5e-13
*   xchip.h1_8 = -8.92973491324072e-4 +- 9e-13
*   xchip.h1_9 = 1.07870789405797e-6 +- 1.5e-13
*   out_0 = 7.24672837108038e-3 +- 7.3e-12
*   out_1 = 2.91820026415698e-3 +- 3e-12
*   out_2 = 1.64774888877347e-3 +- 1.7e-12
*   out_ref = 2.10426661710068e-3 +- 2.2e-12
.control
set filetype=ascii
set numdgt=16
run
if $sim_status
quit 1
end
write free_1.raw all
quit 0
.endc
.end
