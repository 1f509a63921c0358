* iris_per_cell: chip, ngspice, written by grenadyn
.include "models.sp"
.include "tiles.sp"
* 172 devices on 6 tiles; beta is the nudge conductance in S
.subckt iris_per_cell in_0p in_1p in_2p in_3p in_0n in_1n in_2n in_3n bias_p bias_n target_0 target_1 target_2 out_0p
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
ctrunk_tile_0_0_0_row0 tile_0_0_0_row0 vss 1e-15
rtrunk_tile_0_0_0_row1 row_in_0n tile_0_0_0_row1 1.68
ctrunk_tile_0_0_0_row1 tile_0_0_0_row1 vss 1e-15
rtrunk_tile_0_0_0_row2 row_in_1p tile_0_0_0_row2 1.68
ctrunk_tile_0_0_0_row2 tile_0_0_0_row2 vss 1e-15
rtrunk_tile_0_0_0_row3 row_in_1n tile_0_0_0_row3 1.68
ctrunk_tile_0_0_0_row3 tile_0_0_0_row3 vss 1e-15
rtrunk_tile_0_0_0_row4 row_in_2p tile_0_0_0_row4 1.68
ctrunk_tile_0_0_0_row4 tile_0_0_0_row4 vss 1e-15
rtrunk_tile_0_0_0_row5 row_in_2n tile_0_0_0_row5 1.68
ctrunk_tile_0_0_0_row5 tile_0_0_0_row5 vss 1e-15
rtrunk_tile_0_0_0_row6 row_in_3p tile_0_0_0_row6 1.68
ctrunk_tile_0_0_0_row6 tile_0_0_0_row6 vss 1e-15
rtrunk_tile_0_0_0_row7 row_in_3n tile_0_0_0_row7 1.68
ctrunk_tile_0_0_0_row7 tile_0_0_0_row7 vss 1e-15
rtrunk_tile_0_0_0_col0 tile_0_0_0_col0 tile_0_1_0_col0 2.659776
ctrunk_tile_0_0_0_col0 tile_0_1_0_col0 vss 1.5832e-15
rtrunk_tile_0_0_0_col1 tile_0_0_0_col1 tile_0_1_0_col1 2.659776
ctrunk_tile_0_0_0_col1 tile_0_1_0_col1 vss 1.5832e-15
rtrunk_tile_0_0_0_col2 tile_0_0_0_col2 tile_0_1_0_col2 2.659776
ctrunk_tile_0_0_0_col2 tile_0_1_0_col2 vss 1.5832e-15
rtrunk_tile_0_0_0_col3 tile_0_0_0_col3 tile_0_1_0_col3 2.659776
ctrunk_tile_0_0_0_col3 tile_0_1_0_col3 vss 1.5832e-15
rtrunk_tile_0_0_0_col4 tile_0_0_0_col4 tile_0_1_0_col4 2.659776
ctrunk_tile_0_0_0_col4 tile_0_1_0_col4 vss 1.5832e-15
rtrunk_tile_0_0_0_col5 tile_0_0_0_col5 tile_0_1_0_col5 2.659776
ctrunk_tile_0_0_0_col5 tile_0_1_0_col5 vss 1.5832e-15
rtrunk_tile_0_0_0_col6 tile_0_0_0_col6 tile_0_1_0_col6 2.659776
ctrunk_tile_0_0_0_col6 tile_0_1_0_col6 vss 1.5832e-15
rtrunk_tile_0_0_0_col7 tile_0_0_0_col7 tile_0_1_0_col7 2.659776
ctrunk_tile_0_0_0_col7 tile_0_1_0_col7 vss 1.5832e-15
xtile_0_0_1 tile_0_0_1_row0 tile_0_0_1_row1 tile_0_0_1_row2 tile_0_0_1_row3 tile_0_0_1_row4 tile_0_0_1_row5
+ tile_0_0_1_row6 tile_0_0_1_row7 tile_0_0_1_col0 tile_0_0_1_col1 vss tile_0_0_1
rtrunk_tile_0_0_1_row0 tile_0_0_0_row0 tile_0_0_1_row0 5.599104
ctrunk_tile_0_0_1_row0 tile_0_0_1_row0 vss 3.3328e-15
rtrunk_tile_0_0_1_row1 tile_0_0_0_row1 tile_0_0_1_row1 5.599104
ctrunk_tile_0_0_1_row1 tile_0_0_1_row1 vss 3.3328e-15
rtrunk_tile_0_0_1_row2 tile_0_0_0_row2 tile_0_0_1_row2 5.599104
ctrunk_tile_0_0_1_row2 tile_0_0_1_row2 vss 3.3328e-15
rtrunk_tile_0_0_1_row3 tile_0_0_0_row3 tile_0_0_1_row3 5.599104
ctrunk_tile_0_0_1_row3 tile_0_0_1_row3 vss 3.3328e-15
rtrunk_tile_0_0_1_row4 tile_0_0_0_row4 tile_0_0_1_row4 5.599104
ctrunk_tile_0_0_1_row4 tile_0_0_1_row4 vss 3.3328e-15
rtrunk_tile_0_0_1_row5 tile_0_0_0_row5 tile_0_0_1_row5 5.599104
ctrunk_tile_0_0_1_row5 tile_0_0_1_row5 vss 3.3328e-15
rtrunk_tile_0_0_1_row6 tile_0_0_0_row6 tile_0_0_1_row6 5.599104
ctrunk_tile_0_0_1_row6 tile_0_0_1_row6 vss 3.3328e-15
rtrunk_tile_0_0_1_row7 tile_0_0_0_row7 tile_0_0_1_row7 5.599104
ctrunk_tile_0_0_1_row7 tile_0_0_1_row7 vss 3.3328e-15
rtrunk_tile_0_0_1_col0 tile_0_0_1_col0 tile_0_1_1_col0 2.659776
ctrunk_tile_0_0_1_col0 tile_0_1_1_col0 vss 1.5832e-15
rtrunk_tile_0_0_1_col1 tile_0_0_1_col1 tile_0_1_1_col1 2.659776
ctrunk_tile_0_0_1_col1 tile_0_1_1_col1 vss 1.5832e-15
xtile_0_1_0 tile_0_1_0_row0 tile_0_1_0_row1 tile_0_1_0_col0 tile_0_1_0_col1 tile_0_1_0_col2 tile_0_1_0_col3
+ tile_0_1_0_col4 tile_0_1_0_col5 tile_0_1_0_col6 tile_0_1_0_col7 vss tile_0_1_0
rtrunk_tile_0_1_0_row0 row_bias_p tile_0_1_0_row0 1.68
ctrunk_tile_0_1_0_row0 tile_0_1_0_row0 vss 1e-15
rtrunk_tile_0_1_0_row1 row_bias_n tile_0_1_0_row1 1.68
ctrunk_tile_0_1_0_row1 tile_0_1_0_row1 vss 1e-15
rtrunk_tile_0_1_0_col0 tile_0_1_0_col0 h1_0 1.8519648e1
ctrunk_tile_0_1_0_col0 h1_0 vss 1.10236e-14
rtrunk_tile_0_1_0_col1 tile_0_1_0_col1 h1_1 1.7203872e1
ctrunk_tile_0_1_0_col1 h1_1 vss 1.02404e-14
rtrunk_tile_0_1_0_col2 tile_0_1_0_col2 h1_2 1.5888096e1
ctrunk_tile_0_1_0_col2 h1_2 vss 9.45720000000001e-15
rtrunk_tile_0_1_0_col3 tile_0_1_0_col3 h1_3 1.457232e1
ctrunk_tile_0_1_0_col3 h1_3 vss 8.67400000000001e-15
rtrunk_tile_0_1_0_col4 tile_0_1_0_col4 h1_4 1.3256544e1
ctrunk_tile_0_1_0_col4 h1_4 vss 7.89080000000002e-15
rtrunk_tile_0_1_0_col5 tile_0_1_0_col5 h1_5 1.1940768e1
ctrunk_tile_0_1_0_col5 h1_5 vss 7.10760000000002e-15
rtrunk_tile_0_1_0_col6 tile_0_1_0_col6 h1_6 1.0624992e1
ctrunk_tile_0_1_0_col6 h1_6 vss 6.32440000000001e-15
rtrunk_tile_0_1_0_col7 tile_0_1_0_col7 h1_7 9.30921600000002
ctrunk_tile_0_1_0_col7 h1_7 vss 5.54120000000001e-15
xtile_0_1_1 tile_0_1_1_row0 tile_0_1_1_row1 tile_0_1_1_col0 tile_0_1_1_col1 vss tile_0_1_1
rtrunk_tile_0_1_1_row0 tile_0_1_0_row0 tile_0_1_1_row0 5.599104
ctrunk_tile_0_1_1_row0 tile_0_1_1_row0 vss 3.3328e-15
rtrunk_tile_0_1_1_row1 tile_0_1_0_row1 tile_0_1_1_row1 5.599104
ctrunk_tile_0_1_1_row1 tile_0_1_1_row1 vss 3.3328e-15
rtrunk_tile_0_1_1_col0 tile_0_1_1_col0 h1_8 4.63344000000003
ctrunk_tile_0_1_1_col0 h1_8 vss 2.75800000000002e-15
rtrunk_tile_0_1_1_col1 tile_0_1_1_col1 h1_9 3.31766400000004
ctrunk_tile_0_1_1_col1 h1_9 vss 1.97480000000002e-15
xtile_1_0_0 tile_1_0_0_row0 tile_1_0_0_row1 tile_1_0_0_row2 tile_1_0_0_row3 tile_1_0_0_row4 tile_1_0_0_row5
+ tile_1_0_0_row6 tile_1_0_0_row7 tile_1_0_0_col0 tile_1_0_0_col1 tile_1_0_0_col2 tile_1_0_0_col3 tile_1_0_0_col4
+ tile_1_0_0_col5 vss tile_1_0_0
rtrunk_tile_1_0_0_row0 h1_0_amp tile_1_0_0_row0 1.68
ctrunk_tile_1_0_0_row0 tile_1_0_0_row0 vss 1e-15
rtrunk_tile_1_0_0_row1 h1_1_amp tile_1_0_0_row1 1.68
ctrunk_tile_1_0_0_row1 tile_1_0_0_row1 vss 1e-15
rtrunk_tile_1_0_0_row2 h1_2_amp tile_1_0_0_row2 1.68
ctrunk_tile_1_0_0_row2 tile_1_0_0_row2 vss 1e-15
rtrunk_tile_1_0_0_row3 h1_3_amp tile_1_0_0_row3 1.68
ctrunk_tile_1_0_0_row3 tile_1_0_0_row3 vss 1e-15
rtrunk_tile_1_0_0_row4 h1_4_amp tile_1_0_0_row4 1.68
ctrunk_tile_1_0_0_row4 tile_1_0_0_row4 vss 1e-15
rtrunk_tile_1_0_0_row5 h1_5_amp tile_1_0_0_row5 1.68
ctrunk_tile_1_0_0_row5 tile_1_0_0_row5 vss 1e-15
rtrunk_tile_1_0_0_row6 h1_6_amp tile_1_0_0_row6 1.68
ctrunk_tile_1_0_0_row6 tile_1_0_0_row6 vss 1e-15
rtrunk_tile_1_0_0_row7 h1_7_amp tile_1_0_0_row7 1.68
ctrunk_tile_1_0_0_row7 tile_1_0_0_row7 vss 1e-15
rtrunk_tile_1_0_0_col0 tile_1_0_0_col0 tile_1_1_0_col0 3.639552
ctrunk_tile_1_0_0_col0 tile_1_1_0_col0 vss 2.1664e-15
rtrunk_tile_1_0_0_col1 tile_1_0_0_col1 tile_1_1_0_col1 3.639552
ctrunk_tile_1_0_0_col1 tile_1_1_0_col1 vss 2.1664e-15
rtrunk_tile_1_0_0_col2 tile_1_0_0_col2 tile_1_1_0_col2 3.639552
ctrunk_tile_1_0_0_col2 tile_1_1_0_col2 vss 2.1664e-15
rtrunk_tile_1_0_0_col3 tile_1_0_0_col3 tile_1_1_0_col3 3.639552
ctrunk_tile_1_0_0_col3 tile_1_1_0_col3 vss 2.1664e-15
rtrunk_tile_1_0_0_col4 tile_1_0_0_col4 tile_1_1_0_col4 3.639552
ctrunk_tile_1_0_0_col4 tile_1_1_0_col4 vss 2.1664e-15
rtrunk_tile_1_0_0_col5 tile_1_0_0_col5 tile_1_1_0_col5 3.639552
ctrunk_tile_1_0_0_col5 tile_1_1_0_col5 vss 2.1664e-15
xtile_1_1_0 tile_1_1_0_row0 tile_1_1_0_row1 tile_1_1_0_row2 tile_1_1_0_row3 tile_1_1_0_col0 tile_1_1_0_col1
+ tile_1_1_0_col2 tile_1_1_0_col3 tile_1_1_0_col4 tile_1_1_0_col5 vss tile_1_1_0
rtrunk_tile_1_1_0_row0 h1_8_amp tile_1_1_0_row0 1.68
ctrunk_tile_1_1_0_row0 tile_1_1_0_row0 vss 1e-15
rtrunk_tile_1_1_0_row1 h1_9_amp tile_1_1_0_row1 1.68
ctrunk_tile_1_1_0_row1 tile_1_1_0_row1 vss 1e-15
rtrunk_tile_1_1_0_row2 row2_bias_p tile_1_1_0_row2 1.68
ctrunk_tile_1_1_0_row2 tile_1_1_0_row2 vss 1e-15
rtrunk_tile_1_1_0_row3 row2_bias_n tile_1_1_0_row3 1.68
ctrunk_tile_1_1_0_row3 tile_1_1_0_row3 vss 1e-15
rtrunk_tile_1_1_0_col0 tile_1_1_0_col0 out_0p 1.3151152e1
ctrunk_tile_1_1_0_col0 out_0p vss 7.82806666666666e-15
rtrunk_tile_1_1_0_col1 tile_1_1_0_col1 out_0n 1.1065488e1
ctrunk_tile_1_1_0_col1 out_0n vss 6.5866e-15
rtrunk_tile_1_1_0_col2 tile_1_1_0_col2 out_1p 8.97982400000001
ctrunk_tile_1_1_0_col2 out_1p vss 5.34513333333334e-15
rtrunk_tile_1_1_0_col3 tile_1_1_0_col3 out_1n 6.89416000000002
ctrunk_tile_1_1_0_col3 out_1n vss 4.10366666666668e-15
rtrunk_tile_1_1_0_col4 tile_1_1_0_col4 out_2p 4.80849600000003
ctrunk_tile_1_1_0_col4 out_2p vss 2.86220000000002e-15
rtrunk_tile_1_1_0_col5 tile_1_1_0_col5 out_2n 2.72283200000004
ctrunk_tile_1_1_0_col5 out_2n vss 1.62073333333336e-15
xrectifier_h1_0 h1_0 vss gd_rectifier polarity=1
xamplifier_h1_0 h1_0 h1_0_amp vss gd_amplifier gain=4
xrectifier_h1_1 h1_1 vss gd_rectifier polarity=1
xamplifier_h1_1 h1_1 h1_1_amp vss gd_amplifier gain=4
xrectifier_h1_2 h1_2 vss gd_rectifier polarity=1
xamplifier_h1_2 h1_2 h1_2_amp vss gd_amplifier gain=4
xrectifier_h1_3 h1_3 vss gd_rectifier polarity=1
xamplifier_h1_3 h1_3 h1_3_amp vss gd_amplifier gain=4
xrectifier_h1_4 h1_4 vss gd_rectifier polarity=1
xamplifier_h1_4 h1_4 h1_4_amp vss gd_amplifier gain=4
xrectifier_h1_5 h1_5 vss gd_rectifier polarity=-1
xamplifier_h1_5 h1_5 h1_5_amp vss gd_amplifier gain=4
xrectifier_h1_6 h1_6 vss gd_rectifier polarity=-1
xamplifier_h1_6 h1_6 h1_6_amp vss gd_amplifier gain=4
xrectifier_h1_7 h1_7 vss gd_rectifier polarity=-1
xamplifier_h1_7 h1_7 h1_7_amp vss gd_amplifier gain=4
xrectifier_h1_8 h1_8 vss gd_rectifier polarity=-1
xamplifier_h1_8 h1_8 h1_8_amp vss gd_amplifier gain=4
xrectifier_h1_9 h1_9 vss gd_rectifier polarity=-1
xamplifier_h1_9 h1_9 h1_9_amp vss gd_amplifier gain=4
xsense_out_0p out_0p vss gd_sense
xsense_out_0n out_0n vss gd_sense
xsense_out_1p out_1p vss gd_sense
xsense_out_1n out_1n vss gd_sense
xsense_out_2p out_2p vss gd_sense
xsense_out_2n out_2n vss gd_sense
xnudge_0 out_0p out_0n target_0 vss gd_nudge beta='beta'
xnudge_1 out_1p out_1n target_1 vss gd_nudge beta='beta'
xnudge_2 out_2p out_2n target_2 vss gd_nudge beta='beta'
.ends iris_per_cell

