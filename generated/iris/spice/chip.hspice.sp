* iris: chip, hspice, written by grenadyn
.include "tiles.hspice.sp"
* 172 devices on 6 tiles; beta is the nudge conductance in S
.subckt iris in_0p in_1p in_2p in_3p in_0n in_1n in_2n in_3n bias_p bias_n target_0 target_1 target_2 out_0p out_0n
+ out_1p out_1n out_2p out_2n vss beta=0
xdriver_in_0p in_0p row_in_0p vss gd_driver
xdriver_in_1p in_1p row_in_1p vss gd_driver
xdriver_in_2p in_2p row_in_2p vss gd_driver
xdriver_in_3p in_3p row_in_3p vss gd_driver
xdriver_in_0n in_0n row_in_0n vss gd_driver
xdriver_in_1n in_1n row_in_1n vss gd_driver
xdriver_in_2n in_2n row_in_2n vss gd_driver
xdriver_in_3n in_3n row_in_3n vss gd_driver
xdriver_bias_p bias_p row_bias_p vss gd_driver
xdriver_bias_n bias_n row_bias_n vss gd_driver
xdriver2_bias_p bias_p row2_bias_p vss gd_driver
xdriver2_bias_n bias_n row2_bias_n vss gd_driver
xtile_0_0_0 row_in_0p row_in_0n row_in_1p row_in_1n row_in_2p row_in_2n row_in_3p row_in_3n h1_0 h1_1 h1_2 h1_3 h1_4
+ h1_5 h1_6 h1_7 vss tile_0_0_0
xtile_0_0_1 row_in_0p row_in_0n row_in_1p row_in_1n row_in_2p row_in_2n row_in_3p row_in_3n h1_8 h1_9 vss tile_0_0_1
xtile_0_1_0 row_bias_p row_bias_n h1_0 h1_1 h1_2 h1_3 h1_4 h1_5 h1_6 h1_7 vss tile_0_1_0
xtile_0_1_1 row_bias_p row_bias_n h1_8 h1_9 vss tile_0_1_1
xtile_1_0_0 h1_0_amp h1_1_amp h1_2_amp h1_3_amp h1_4_amp h1_5_amp h1_6_amp h1_7_amp out_0p out_0n out_1p out_1n out_2p
+ out_2n vss tile_1_0_0
xtile_1_1_0 h1_8_amp h1_9_amp row2_bias_p row2_bias_n out_0p out_0n out_1p out_1n out_2p out_2n vss tile_1_1_0
xrectifier_h1_0 h1_0 vss gd_rectifier polarity=1
xamplifier_h1_0 h1_0 h1_0_amp vss gd_amplifier gain=4 reverse=2.5e-1
xrectifier_h1_1 h1_1 vss gd_rectifier polarity=1
xamplifier_h1_1 h1_1 h1_1_amp vss gd_amplifier gain=4 reverse=2.5e-1
xrectifier_h1_2 h1_2 vss gd_rectifier polarity=1
xamplifier_h1_2 h1_2 h1_2_amp vss gd_amplifier gain=4 reverse=2.5e-1
xrectifier_h1_3 h1_3 vss gd_rectifier polarity=1
xamplifier_h1_3 h1_3 h1_3_amp vss gd_amplifier gain=4 reverse=2.5e-1
xrectifier_h1_4 h1_4 vss gd_rectifier polarity=1
xamplifier_h1_4 h1_4 h1_4_amp vss gd_amplifier gain=4 reverse=2.5e-1
xrectifier_h1_5 h1_5 vss gd_rectifier polarity=-1
xamplifier_h1_5 h1_5 h1_5_amp vss gd_amplifier gain=4 reverse=2.5e-1
xrectifier_h1_6 h1_6 vss gd_rectifier polarity=-1
xamplifier_h1_6 h1_6 h1_6_amp vss gd_amplifier gain=4 reverse=2.5e-1
xrectifier_h1_7 h1_7 vss gd_rectifier polarity=-1
xamplifier_h1_7 h1_7 h1_7_amp vss gd_amplifier gain=4 reverse=2.5e-1
xrectifier_h1_8 h1_8 vss gd_rectifier polarity=-1
xamplifier_h1_8 h1_8 h1_8_amp vss gd_amplifier gain=4 reverse=2.5e-1
xrectifier_h1_9 h1_9 vss gd_rectifier polarity=-1
xamplifier_h1_9 h1_9 h1_9_amp vss gd_amplifier gain=4 reverse=2.5e-1
xsense_out_0p out_0p vss gd_sense
xsense_out_0n out_0n vss gd_sense
xsense_out_1p out_1p vss gd_sense
xsense_out_1n out_1n vss gd_sense
xsense_out_2p out_2p vss gd_sense
xsense_out_2n out_2n vss gd_sense
xnudge_0 out_0p out_0n target_0 vss gd_nudge beta='beta'
xnudge_1 out_1p out_1n target_1 vss gd_nudge beta='beta'
xnudge_2 out_2p out_2n target_2 vss gd_nudge beta='beta'
.ends iris

