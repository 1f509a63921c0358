* tiny: chip, hspice, written by grenadyn
.include "tiles.hspice.sp"
* 3 devices on 2 tiles; beta is the nudge conductance in S
.subckt tiny in_0 target_0 target_1 out_0 out_1 vss beta=0
xdriver_in_0 in_0 row_in_0 vss gd_driver
xtile_0_0_0 row_in_0 h1_0 vss tile_0_0_0
xtile_1_0_0 h1_0_amp out_0 out_1 vss tile_1_0_0
xrectifier_h1_0 h1_0 vss gd_rectifier polarity=1
xamplifier_h1_0 h1_0 h1_0_amp vss gd_amplifier gain=4 reverse=2.5e-1
xsense_out_0 out_0 vss gd_sense
xsense_out_1 out_1 vss gd_sense
xnudge_0 out_0 vss target_0 vss gd_nudge beta='beta'
xnudge_1 out_1 vss target_1 vss gd_nudge beta='beta'
.ends tiny

