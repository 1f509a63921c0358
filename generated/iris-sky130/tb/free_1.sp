* iris_sky130 free_1
.include "../spice/chip.sp"
vin_0p in_0p 0 dc 9.68354430379747e-2
vin_1p in_1p 0 dc 7.21518987341772e-2
vin_2p in_2p 0 dc 3.0379746835443e-2
vin_3p in_3p 0 dc 3.79746835443038e-3
vin_0n in_0n 0 dc -9.68354430379747e-2
vin_1n in_1n 0 dc -7.21518987341772e-2
vin_2n in_2n 0 dc -3.0379746835443e-2
vin_3n in_3n 0 dc -3.79746835443038e-3
vbias_p bias_p 0 dc 1.5e-1
vbias_n bias_n 0 dc -1.5e-1
vtarget_0 target_0 0 dc 2e-2
vtarget_1 target_1 0 dc 0
vtarget_2 target_2 0 dc 0
xchip in_0p in_1p in_2p in_3p in_0n in_1n in_2n in_3n bias_p bias_n target_0 target_1 target_2 out_0 out_1 out_2
+ out_ref 0 iris_sky130 beta=0
.options reltol=1e-10 abstol=1e-17 vntol=1e-13 gmin=1e-30 itl1=1000
.op
.save v(xchip.h1_0) v(xchip.h1_1) v(xchip.h1_2) v(xchip.h1_3) v(xchip.h1_4) v(xchip.h1_5) v(xchip.h1_6) v(xchip.h1_7)
+ v(xchip.h1_8) v(xchip.h1_9) v(out_0) v(out_1) v(out_2) v(out_ref)
* expected by grenadyn:
*   v(xchip.h1_0) = -1.21578069475346e-5
*   v(xchip.h1_1) = 1.77122471689141e-3
*   v(xchip.h1_2) = 2.38437293226723e-3
*   v(xchip.h1_3) = 1.00751199906685e-2
*   v(xchip.h1_4) = -1.47287197770695e-6
*   v(xchip.h1_5) = 3.86083469309971e-8
*   v(xchip.h1_6) = 7.29092328281851e-6
*   v(xchip.h1_7) = 4.31470479487467e-6
*   v(xchip.h1_8) = 1.03668716766355e-5
*   v(xchip.h1_9) = 1.72608151964707e-5
*   v(out_0) = 1.68262955972689e-2
*   v(out_1) = 1.62391402127516e-2
*   v(out_2) = 2.14206803455943e-2
*   v(out_ref) = 1.26846521432442e-2
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
