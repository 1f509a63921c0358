* iris_lumped: chip, ngspice, written by grenadyn
.include "models.sp"
.include "tiles.sp"
* 172 devices on 6 tiles; beta is the nudge conductance in S
.subckt iris_lumped in_0p in_1p in_2p in_3p in_0n in_1n in_2n in_3n bias_p bias_n target_0 target_1 target_2 out_0p
+ out_0n out_1p out_1n out_2p out_2n vss beta=0
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
xtile_0_0_0 tile_0_0_0_row0 tile_0_0_0_row1 tile_0_0_0_row2 tile_0_0_0_row3 tile_0_0_0_row4 tile_0_0_0_row5
+ tile_0_0_0_row6 tile_0_0_0_row7 tile_0_0_0_col0 tile_0_0_0_col1 tile_0_0_0_col2 tile_0_0_0_col3 tile_0_0_0_col4
+ tile_0_0_0_col5 tile_0_0_0_col6 tile_0_0_0_col7 vss tile_0_0_0
rtrunk_tile_0_0_0_row0 row_in_0p tile_0_0_0_row0 1.68
ctrunk_tile_0_0_0_row0 tile_0_0_0_row0 vss 4e-15
rtrunk_tile_0_0_0_row1 row_in_0n tile_0_0_0_row1 1.68
ctrunk_tile_0_0_0_row1 tile_0_0_0_row1 vss 4e-15
rtrunk_tile_0_0_0_row2 row_in_1p tile_0_0_0_row2 1.68
ctrunk_tile_0_0_0_row2 tile_0_0_0_row2 vss 4e-15
rtrunk_tile_0_0_0_row3 row_in_1n tile_0_0_0_row3 1.68
ctrunk_tile_0_0_0_row3 tile_0_0_0_row3 vss 4e-15
rtrunk_tile_0_0_0_row4 row_in_2p tile_0_0_0_row4 1.68
ctrunk_tile_0_0_0_row4 tile_0_0_0_row4 vss 4e-15
rtrunk_tile_0_0_0_row5 row_in_2n tile_0_0_0_row5 1.68
ctrunk_tile_0_0_0_row5 tile_0_0_0_row5 vss 4e-15
rtrunk_tile_0_0_0_row6 row_in_3p tile_0_0_0_row6 1.68
ctrunk_tile_0_0_0_row6 tile_0_0_0_row6 vss 4e-15
rtrunk_tile_0_0_0_row7 row_in_3n tile_0_0_0_row7 1.68
ctrunk_tile_0_0_0_row7 tile_0_0_0_row7 vss 4e-15
rtrunk_tile_0_0_0_col0 tile_0_0_0_col0 tile_0_1_0_col0 1.924944
ctrunk_tile_0_0_0_col0 tile_0_1_0_col0 vss 4.5832e-15
rtrunk_tile_0_0_0_col1 tile_0_0_0_col1 tile_0_1_0_col1 1.924944
ctrunk_tile_0_0_0_col1 tile_0_1_0_col1 vss 4.5832e-15
rtrunk_tile_0_0_0_col2 tile_0_0_0_col2 tile_0_1_0_col2 1.924944
ctrunk_tile_0_0_0_col2 tile_0_1_0_col2 vss 4.5832e-15
rtrunk_tile_0_0_0_col3 tile_0_0_0_col3 tile_0_1_0_col3 1.924944
ctrunk_tile_0_0_0_col3 tile_0_1_0_col3 vss 4.5832e-15
rtrunk_tile_0_0_0_col4 tile_0_0_0_col4 tile_0_1_0_col4 1.924944
ctrunk_tile_0_0_0_col4 tile_0_1_0_col4 vss 4.5832e-15
rtrunk_tile_0_0_0_col5 tile_0_0_0_col5 tile_0_1_0_col5 1.924944
ctrunk_tile_0_0_0_col5 tile_0_1_0_col5 vss 4.5832e-15
rtrunk_tile_0_0_0_col6 tile_0_0_0_col6 tile_0_1_0_col6 1.924944
ctrunk_tile_0_0_0_col6 tile_0_1_0_col6 vss 4.5832e-15
rtrunk_tile_0_0_0_col7 tile_0_0_0_col7 tile_0_1_0_col7 1.924944
ctrunk_tile_0_0_0_col7 tile_0_1_0_col7 vss 4.5832e-15
xtile_0_0_1 tile_0_0_1_row0 tile_0_0_1_row1 tile_0_0_1_row2 tile_0_0_1_row3 tile_0_0_1_row4 tile_0_0_1_row5
+ tile_0_0_1_row6 tile_0_0_1_row7 tile_0_0_1_col0 tile_0_0_1_col1 vss tile_0_0_1
rtrunk_tile_0_0_1_row0 tile_0_0_0_row0 tile_0_0_1_row0 2.659776
ctrunk_tile_0_0_1_row0 tile_0_0_1_row0 vss 6.3328e-15
rtrunk_tile_0_0_1_row1 tile_0_0_0_row1 tile_0_0_1_row1 2.659776
ctrunk_tile_0_0_1_row1 tile_0_0_1_row1 vss 6.3328e-15
rtrunk_tile_0_0_1_row2 tile_0_0_0_row2 tile_0_0_1_row2 2.659776
ctrunk_tile_0_0_1_row2 tile_0_0_1_row2 vss 6.3328e-15
rtrunk_tile_0_0_1_row3 tile_0_0_0_row3 tile_0_0_1_row3 2.659776
ctrunk_tile_0_0_1_row3 tile_0_0_1_row3 vss 6.3328e-15
rtrunk_tile_0_0_1_row4 tile_0_0_0_row4 tile_0_0_1_row4 2.659776
ctrunk_tile_0_0_1_row4 tile_0_0_1_row4 vss 6.3328e-15
rtrunk_tile_0_0_1_row5 tile_0_0_0_row5 tile_0_0_1_row5 2.659776
ctrunk_tile_0_0_1_row5 tile_0_0_1_row5 vss 6.3328e-15
rtrunk_tile_0_0_1_row6 tile_0_0_0_row6 tile_0_0_1_row6 2.659776
ctrunk_tile_0_0_1_row6 tile_0_0_1_row6 vss 6.3328e-15
rtrunk_tile_0_0_1_row7 tile_0_0_0_row7 tile_0_0_1_row7 2.659776
ctrunk_tile_0_0_1_row7 tile_0_0_1_row7 vss 6.3328e-15
rtrunk_tile_0_0_1_col0 tile_0_0_1_col0 tile_0_1_1_col0 1.924944
ctrunk_tile_0_0_1_col0 tile_0_1_1_col0 vss 4.5832e-15
rtrunk_tile_0_0_1_col1 tile_0_0_1_col1 tile_0_1_1_col1 1.924944
ctrunk_tile_0_0_1_col1 tile_0_1_1_col1 vss 4.5832e-15
xtile_0_1_0 tile_0_1_0_row0 tile_0_1_0_row1 tile_0_1_0_col0 tile_0_1_0_col1 tile_0_1_0_col2 tile_0_1_0_col3
+ tile_0_1_0_col4 tile_0_1_0_col5 tile_0_1_0_col6 tile_0_1_0_col7 vss tile_0_1_0
rtrunk_tile_0_1_0_row0 row_bias_p tile_0_1_0_row0 1.68
ctrunk_tile_0_1_0_row0 tile_0_1_0_row0 vss 4e-15
rtrunk_tile_0_1_0_row1 row_bias_n tile_0_1_0_row1 1.68
ctrunk_tile_0_1_0_row1 tile_0_1_0_row1 vss 4e-15
rtrunk_tile_0_1_0_col0 tile_0_1_0_col0 h1_0 1.0803912e1
ctrunk_tile_0_1_0_col0 h1_0 vss 2.57236e-14
rtrunk_tile_0_1_0_col1 tile_0_1_0_col1 h1_1 1.0222968e1
ctrunk_tile_0_1_0_col1 h1_1 vss 2.43404e-14
rtrunk_tile_0_1_0_col2 tile_0_1_0_col2 h1_2 9.642024
ctrunk_tile_0_1_0_col2 h1_2 vss 2.29572e-14
rtrunk_tile_0_1_0_col3 tile_0_1_0_col3 h1_3 9.06108
ctrunk_tile_0_1_0_col3 h1_3 vss 2.1574e-14
rtrunk_tile_0_1_0_col4 tile_0_1_0_col4 h1_4 8.480136
ctrunk_tile_0_1_0_col4 h1_4 vss 2.01908e-14
rtrunk_tile_0_1_0_col5 tile_0_1_0_col5 h1_5 7.899192
ctrunk_tile_0_1_0_col5 h1_5 vss 1.88076e-14
rtrunk_tile_0_1_0_col6 tile_0_1_0_col6 h1_6 7.318248
ctrunk_tile_0_1_0_col6 h1_6 vss 1.74244e-14
rtrunk_tile_0_1_0_col7 tile_0_1_0_col7 h1_7 6.737304
ctrunk_tile_0_1_0_col7 h1_7 vss 1.60412e-14
xtile_0_1_1 tile_0_1_1_row0 tile_0_1_1_row1 tile_0_1_1_col0 tile_0_1_1_col1 vss tile_0_1_1
rtrunk_tile_0_1_1_row0 tile_0_1_0_row0 tile_0_1_1_row0 2.659776
ctrunk_tile_0_1_1_row0 tile_0_1_1_row0 vss 6.3328e-15
rtrunk_tile_0_1_1_row1 tile_0_1_0_row1 tile_0_1_1_row1 2.659776
ctrunk_tile_0_1_1_row1 tile_0_1_1_row1 vss 6.3328e-15
rtrunk_tile_0_1_1_col0 tile_0_1_1_col0 h1_8 2.79636
ctrunk_tile_0_1_1_col0 h1_8 vss 6.658e-15
rtrunk_tile_0_1_1_col1 tile_0_1_1_col1 h1_9 2.215416
ctrunk_tile_0_1_1_col1 h1_9 vss 5.2748e-15
xtile_1_0_0 tile_1_0_0_row0 tile_1_0_0_row1 tile_1_0_0_row2 tile_1_0_0_row3 tile_1_0_0_row4 tile_1_0_0_row5
+ tile_1_0_0_row6 tile_1_0_0_row7 tile_1_0_0_col0 tile_1_0_0_col1 tile_1_0_0_col2 tile_1_0_0_col3 tile_1_0_0_col4
+ tile_1_0_0_col5 vss tile_1_0_0
rtrunk_tile_1_0_0_row0 h1_0_amp tile_1_0_0_row0 1.68
ctrunk_tile_1_0_0_row0 tile_1_0_0_row0 vss 4.00000000000001e-15
rtrunk_tile_1_0_0_row1 h1_1_amp tile_1_0_0_row1 1.68
ctrunk_tile_1_0_0_row1 tile_1_0_0_row1 vss 4.00000000000001e-15
rtrunk_tile_1_0_0_row2 h1_2_amp tile_1_0_0_row2 1.68
ctrunk_tile_1_0_0_row2 tile_1_0_0_row2 vss 4.00000000000001e-15
rtrunk_tile_1_0_0_row3 h1_3_amp tile_1_0_0_row3 1.68
ctrunk_tile_1_0_0_row3 tile_1_0_0_row3 vss 4.00000000000001e-15
rtrunk_tile_1_0_0_row4 h1_4_amp tile_1_0_0_row4 1.68
ctrunk_tile_1_0_0_row4 tile_1_0_0_row4 vss 4.00000000000001e-15
rtrunk_tile_1_0_0_row5 h1_5_amp tile_1_0_0_row5 1.68
ctrunk_tile_1_0_0_row5 tile_1_0_0_row5 vss 4.00000000000001e-15
rtrunk_tile_1_0_0_row6 h1_6_amp tile_1_0_0_row6 1.68
ctrunk_tile_1_0_0_row6 tile_1_0_0_row6 vss 4.00000000000001e-15
rtrunk_tile_1_0_0_row7 h1_7_amp tile_1_0_0_row7 1.68
ctrunk_tile_1_0_0_row7 tile_1_0_0_row7 vss 4.00000000000001e-15
rtrunk_tile_1_0_0_col0 tile_1_0_0_col0 tile_1_1_0_col0 2.169888
ctrunk_tile_1_0_0_col0 tile_1_1_0_col0 vss 5.1664e-15
rtrunk_tile_1_0_0_col1 tile_1_0_0_col1 tile_1_1_0_col1 2.169888
ctrunk_tile_1_0_0_col1 tile_1_1_0_col1 vss 5.1664e-15
rtrunk_tile_1_0_0_col2 tile_1_0_0_col2 tile_1_1_0_col2 2.169888
ctrunk_tile_1_0_0_col2 tile_1_1_0_col2 vss 5.1664e-15
rtrunk_tile_1_0_0_col3 tile_1_0_0_col3 tile_1_1_0_col3 2.169888
ctrunk_tile_1_0_0_col3 tile_1_1_0_col3 vss 5.1664e-15
rtrunk_tile_1_0_0_col4 tile_1_0_0_col4 tile_1_1_0_col4 2.169888
ctrunk_tile_1_0_0_col4 tile_1_1_0_col4 vss 5.1664e-15
rtrunk_tile_1_0_0_col5 tile_1_0_0_col5 tile_1_1_0_col5 2.169888
ctrunk_tile_1_0_0_col5 tile_1_1_0_col5 vss 5.1664e-15
xtile_1_1_0 tile_1_1_0_row0 tile_1_1_0_row1 tile_1_1_0_row2 tile_1_1_0_row3 tile_1_1_0_col0 tile_1_1_0_col1
+ tile_1_1_0_col2 tile_1_1_0_col3 tile_1_1_0_col4 tile_1_1_0_col5 vss tile_1_1_0
rtrunk_tile_1_1_0_row0 h1_8_amp tile_1_1_0_row0 1.68
ctrunk_tile_1_1_0_row0 tile_1_1_0_row0 vss 4.00000000000001e-15
rtrunk_tile_1_1_0_row1 h1_9_amp tile_1_1_0_row1 1.68
ctrunk_tile_1_1_0_row1 tile_1_1_0_row1 vss 4.00000000000001e-15
rtrunk_tile_1_1_0_row2 row2_bias_p tile_1_1_0_row2 1.68
ctrunk_tile_1_1_0_row2 tile_1_1_0_row2 vss 4.00000000000001e-15
rtrunk_tile_1_1_0_row3 row2_bias_n tile_1_1_0_row3 1.68
ctrunk_tile_1_1_0_row3 tile_1_1_0_row3 vss 4.00000000000001e-15
rtrunk_tile_1_1_0_col0 tile_1_1_0_col0 out_0p 7.08878800000001
ctrunk_tile_1_1_0_col0 out_0p vss 1.68780666666667e-14
rtrunk_tile_1_1_0_col1 tile_1_1_0_col1 out_0n 6.10537200000001
ctrunk_tile_1_1_0_col1 out_0n vss 1.45366e-14
rtrunk_tile_1_1_0_col2 tile_1_1_0_col2 out_1p 5.12195600000001
ctrunk_tile_1_1_0_col2 out_1p vss 1.21951333333333e-14
rtrunk_tile_1_1_0_col3 tile_1_1_0_col3 out_1n 4.13854000000001
ctrunk_tile_1_1_0_col3 out_1n vss 9.85366666666668e-15
rtrunk_tile_1_1_0_col4 tile_1_1_0_col4 out_2p 3.15512400000001
ctrunk_tile_1_1_0_col4 out_2p vss 7.51220000000002e-15
rtrunk_tile_1_1_0_col5 tile_1_1_0_col5 out_2n 2.17170800000001
ctrunk_tile_1_1_0_col5 out_2n vss 5.17073333333336e-15
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
.ends iris_lumped

