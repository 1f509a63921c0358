* iris_per_cell minus_0
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
+ out_1n out_2p out_2n 0 iris_per_cell beta=-2e-5
.options reltol=1e-10 abstol=1e-17 vntol=1e-13 gmin=1e-30 itl1=1000
.op
.save v(xchip.h1_0) v(xchip.h1_1) v(xchip.h1_2) v(xchip.h1_3) v(xchip.h1_4) v(xchip.h1_5) v(xchip.h1_6) v(xchip.h1_7)
+ v(xchip.h1_8) v(xchip.h1_9) v(out_0p) v(out_0n) v(out_1p) v(out_1n) v(out_2p) v(out_2n)
* expected by grenadyn:
*   v(xchip.h1_0) = -3.62425046069587e-5
*   v(xchip.h1_1) = 2.07156763132826e-2
*   v(xchip.h1_2) = 2.22374724877248e-2
*   v(xchip.h1_3) = 2.61086010317824e-2
*   v(xchip.h1_4) = 1.88277291155856e-2
*   v(xchip.h1_5) = -2.84985034645311e-2
*   v(xchip.h1_6) = 2.35524428859557e-5
*   v(xchip.h1_7) = 1.0257929265977e-5
*   v(xchip.h1_8) = 4.3249128826916e-5
*   v(xchip.h1_9) = 4.83144415103171e-5
*   v(out_0p) = 1.61867189859169e-2
*   v(out_0n) = 6.03686493913579e-3
*   v(out_1p) = 3.6963517009523e-2
*   v(out_1n) = 1.99339426057106e-2
*   v(out_2p) = 1.83860877653676e-2
*   v(out_2n) = 1.22559324370096e-2
.control
set filetype=ascii
set numdgt=16
run
if $sim_status
quit 1
end
write minus_0.raw all
quit 0
.endc
.end
