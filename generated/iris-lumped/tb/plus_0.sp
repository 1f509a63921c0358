* iris_lumped plus_0
.include "../spice/chip.sp"
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
+ out_1n out_2p out_2n 0 iris_lumped beta=2e-5
.options reltol=1e-10 abstol=1e-17 vntol=1e-13 gmin=1e-30 itl1=1000
.op
.save v(xchip.h1_0) v(xchip.h1_1) v(xchip.h1_2) v(xchip.h1_3) v(xchip.h1_4) v(xchip.h1_5) v(xchip.h1_6) v(xchip.h1_7)
+ v(xchip.h1_8) v(xchip.h1_9) v(out_0p) v(out_0n) v(out_1p) v(out_1n) v(out_2p) v(out_2n)
* expected by grenadyn:
*   v(xchip.h1_0) = -3.61945194829392e-5
*   v(xchip.h1_1) = 2.08088658875759e-2
*   v(xchip.h1_2) = 2.24059200469053e-2
*   v(xchip.h1_3) = 2.59884406020741e-2
*   v(xchip.h1_4) = 1.88906584403462e-2
*   v(xchip.h1_5) = -2.83181120141811e-2
*   v(xchip.h1_6) = 2.34971675658377e-5
*   v(xchip.h1_7) = 1.03092741395483e-5
*   v(xchip.h1_8) = 4.32124783381754e-5
*   v(xchip.h1_9) = 4.83310618567753e-5
*   v(out_0p) = 2.55472838010221e-2
*   v(out_0n) = -1.45810770897463e-3
*   v(out_1p) = 3.37016522596251e-2
*   v(out_1n) = 2.39849054240856e-2
*   v(out_2p) = 1.69318353116609e-2
*   v(out_2n) = 1.38955162549478e-2
.control
set filetype=ascii
set numdgt=16
run
if $sim_status
quit 1
end
write plus_0.raw all
quit 0
.endc
.end
