* wired: chip, ngspice, written by grenadyn
.include "models.sp"
.include "tiles.sp"
* 24 devices on 4 tiles; beta is the nudge conductance in S
.subckt wired in_0p in_0n bias_p bias_n target_0 target_1 out_0p out_0n out_1p out_1n vss beta=0
xdriver_in_0p in_0p row_in_0p vss gd_driver
xdriver_in_0n in_0n row_in_0n vss gd_driver
xdriver_bias_p bias_p row_bias_p vss gd_driver
xdriver_bias_n bias_n row_bias_n vss gd_driver
xdriver2_bias_p bias_p row2_bias_p vss gd_driver
xdriver2_bias_n bias_n row2_bias_n vss gd_driver
xtile_0_0_0 tile_0_0_0_row0 tile_0_0_0_row1 tile_0_0_0_row2 tile_0_0_0_col0 tile_0_0_0_col1 vss tile_0_0_0
rtrunk_tile_0_0_0_row0 row_in_0p tile_0_0_0_row0 1.68
ctrunk_tile_0_0_0_row0 tile_0_0_0_row0 vss 4e-15
rtrunk_tile_0_0_0_row1 row_in_0n tile_0_0_0_row1 1.68
ctrunk_tile_0_0_0_row1 tile_0_0_0_row1 vss 4e-15
rtrunk_tile_0_0_0_row2 row_bias_p tile_0_0_0_row2 1.68
ctrunk_tile_0_0_0_row2 tile_0_0_0_row2 vss 4e-15
rtrunk_tile_0_0_0_col0 tile_0_0_0_col0 tile_0_1_0_col0 1.764
ctrunk_tile_0_0_0_col0 tile_0_1_0_col0 vss 4.2e-15
rtrunk_tile_0_0_0_col1 tile_0_0_0_col1 tile_0_1_0_col1 1.764
ctrunk_tile_0_0_0_col1 tile_0_1_0_col1 vss 4.2e-15
xtile_0_1_0 tile_0_1_0_row0 tile_0_1_0_col0 tile_0_1_0_col1 vss tile_0_1_0
rtrunk_tile_0_1_0_row0 row_bias_n tile_0_1_0_row0 1.68
ctrunk_tile_0_1_0_row0 tile_0_1_0_row0 vss 4e-15
rtrunk_tile_0_1_0_col0 tile_0_1_0_col0 h1_0 4.284
ctrunk_tile_0_1_0_col0 h1_0 vss 1.02e-14
rtrunk_tile_0_1_0_col1 tile_0_1_0_col1 h1_1 3.78
ctrunk_tile_0_1_0_col1 h1_1 vss 9e-15
xtile_1_0_0 tile_1_0_0_row0 tile_1_0_0_row1 tile_1_0_0_row2 tile_1_0_0_col0 tile_1_0_0_col1 tile_1_0_0_col2
+ tile_1_0_0_col3 vss tile_1_0_0
rtrunk_tile_1_0_0_row0 h1_0_amp tile_1_0_0_row0 1.68
ctrunk_tile_1_0_0_row0 tile_1_0_0_row0 vss 4e-15
rtrunk_tile_1_0_0_row1 h1_1_amp tile_1_0_0_row1 1.68
ctrunk_tile_1_0_0_row1 tile_1_0_0_row1 vss 4e-15
rtrunk_tile_1_0_0_row2 row2_bias_p tile_1_0_0_row2 1.68
ctrunk_tile_1_0_0_row2 tile_1_0_0_row2 vss 4e-15
rtrunk_tile_1_0_0_col0 tile_1_0_0_col0 tile_1_1_0_col0 1.764
ctrunk_tile_1_0_0_col0 tile_1_1_0_col0 vss 4.2e-15
rtrunk_tile_1_0_0_col1 tile_1_0_0_col1 tile_1_1_0_col1 1.764
ctrunk_tile_1_0_0_col1 tile_1_1_0_col1 vss 4.2e-15
rtrunk_tile_1_0_0_col2 tile_1_0_0_col2 tile_1_1_0_col2 1.764
ctrunk_tile_1_0_0_col2 tile_1_1_0_col2 vss 4.2e-15
rtrunk_tile_1_0_0_col3 tile_1_0_0_col3 tile_1_1_0_col3 1.764
ctrunk_tile_1_0_0_col3 tile_1_1_0_col3 vss 4.2e-15
xtile_1_1_0 tile_1_1_0_row0 tile_1_1_0_col0 tile_1_1_0_col1 tile_1_1_0_col2 tile_1_1_0_col3 vss tile_1_1_0
rtrunk_tile_1_1_0_row0 row2_bias_n tile_1_1_0_row0 1.68
ctrunk_tile_1_1_0_row0 tile_1_1_0_row0 vss 4e-15
rtrunk_tile_1_1_0_col0 tile_1_1_0_col0 out_0p 4.914
ctrunk_tile_1_1_0_col0 out_0p vss 1.17e-14
rtrunk_tile_1_1_0_col1 tile_1_1_0_col1 out_0n 3.99
ctrunk_tile_1_1_0_col1 out_0n vss 9.5e-15
rtrunk_tile_1_1_0_col2 tile_1_1_0_col2 out_1p 3.066
ctrunk_tile_1_1_0_col2 out_1p vss 7.3e-15
rtrunk_tile_1_1_0_col3 tile_1_1_0_col3 out_1n 2.142
ctrunk_tile_1_1_0_col3 out_1n vss 5.1e-15
xrectifier_h1_0 h1_0 vss gd_rectifier polarity=1
xamplifier_h1_0 h1_0 h1_0_amp vss gd_amplifier gain=4 reverse=3
xrectifier_h1_1 h1_1 vss gd_rectifier polarity=-1
xamplifier_h1_1 h1_1 h1_1_amp vss gd_amplifier gain=4 reverse=3
xsense_out_0p out_0p vss gd_sense
xsense_out_0n out_0n vss gd_sense
xsense_out_1p out_1p vss gd_sense
xsense_out_1n out_1n vss gd_sense
xnudge_0 out_0p out_0n target_0 vss gd_nudge beta='beta' follow=0
xnudge_1 out_1p out_1n target_1 vss gd_nudge beta='beta' follow=0
.ends wired

