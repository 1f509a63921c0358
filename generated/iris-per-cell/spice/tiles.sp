* iris_per_cell: crossbar tiles, ngspice, written by grenadyn
* connection 1, rows 0..7, columns 0..7
.subckt tile_0_0_0 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 col2 col3 col4 col5 col6 col7 vss
rwr0_0 row0 r0_0 4.89888e-1
cwr0_0 r0_0 vss 2.916e-16
rwk0_0 k0_0 k1_0 4.89888e-1
cwk0_0 k0_0 vss 2.916e-16
rwr0_1 r0_0 r0_1 4.89888e-1
cwr0_1 r0_1 vss 2.916e-16
rwk0_1 k0_1 k1_1 4.89888e-1
cwk0_1 k0_1 vss 2.916e-16
rwr0_2 r0_1 r0_2 4.89888e-1
cwr0_2 r0_2 vss 2.916e-16
rwk0_2 k0_2 k1_2 4.89888e-1
cwk0_2 k0_2 vss 2.916e-16
rwr0_3 r0_2 r0_3 4.89888e-1
cwr0_3 r0_3 vss 2.916e-16
rwk0_3 k0_3 k1_3 4.89888e-1
cwk0_3 k0_3 vss 2.916e-16
rwr0_4 r0_3 r0_4 4.89888e-1
cwr0_4 r0_4 vss 2.916e-16
rwk0_4 k0_4 k1_4 4.89888e-1
cwk0_4 k0_4 vss 2.916e-16
rwr0_5 r0_4 r0_5 4.89888e-1
cwr0_5 r0_5 vss 2.916e-16
rwk0_5 k0_5 k1_5 4.89888e-1
cwk0_5 k0_5 vss 2.916e-16
rwr0_6 r0_5 r0_6 4.89888e-1
cwr0_6 r0_6 vss 2.916e-16
rwk0_6 k0_6 k1_6 4.89888e-1
cwk0_6 k0_6 vss 2.916e-16
rwr0_7 r0_6 r0_7 4.89888e-1
cwr0_7 r0_7 vss 2.916e-16
rwk0_7 k0_7 k1_7 4.89888e-1
cwk0_7 k0_7 vss 2.916e-16
rwr1_0 row1 r1_0 4.89888e-1
cwr1_0 r1_0 vss 2.916e-16
rwk1_0 k1_0 k2_0 4.89888e-1
cwk1_0 k1_0 vss 2.916e-16
rwr1_1 r1_0 r1_1 4.89888e-1
cwr1_1 r1_1 vss 2.916e-16
rwk1_1 k1_1 k2_1 4.89888e-1
cwk1_1 k1_1 vss 2.916e-16
rwr1_2 r1_1 r1_2 4.89888e-1
cwr1_2 r1_2 vss 2.916e-16
rwk1_2 k1_2 k2_2 4.89888e-1
cwk1_2 k1_2 vss 2.916e-16
rwr1_3 r1_2 r1_3 4.89888e-1
cwr1_3 r1_3 vss 2.916e-16
rwk1_3 k1_3 k2_3 4.89888e-1
cwk1_3 k1_3 vss 2.916e-16
rwr1_4 r1_3 r1_4 4.89888e-1
cwr1_4 r1_4 vss 2.916e-16
rwk1_4 k1_4 k2_4 4.89888e-1
cwk1_4 k1_4 vss 2.916e-16
rwr1_5 r1_4 r1_5 4.89888e-1
cwr1_5 r1_5 vss 2.916e-16
rwk1_5 k1_5 k2_5 4.89888e-1
cwk1_5 k1_5 vss 2.916e-16
rwr1_6 r1_5 r1_6 4.89888e-1
cwr1_6 r1_6 vss 2.916e-16
rwk1_6 k1_6 k2_6 4.89888e-1
cwk1_6 k1_6 vss 2.916e-16
rwr1_7 r1_6 r1_7 4.89888e-1
cwr1_7 r1_7 vss 2.916e-16
rwk1_7 k1_7 k2_7 4.89888e-1
cwk1_7 k1_7 vss 2.916e-16
rwr2_0 row2 r2_0 4.89888e-1
cwr2_0 r2_0 vss 2.916e-16
rwk2_0 k2_0 k3_0 4.89888e-1
cwk2_0 k2_0 vss 2.916e-16
rwr2_1 r2_0 r2_1 4.89888e-1
cwr2_1 r2_1 vss 2.916e-16
rwk2_1 k2_1 k3_1 4.89888e-1
cwk2_1 k2_1 vss 2.916e-16
rwr2_2 r2_1 r2_2 4.89888e-1
cwr2_2 r2_2 vss 2.916e-16
rwk2_2 k2_2 k3_2 4.89888e-1
cwk2_2 k2_2 vss 2.916e-16
rwr2_3 r2_2 r2_3 4.89888e-1
cwr2_3 r2_3 vss 2.916e-16
rwk2_3 k2_3 k3_3 4.89888e-1
cwk2_3 k2_3 vss 2.916e-16
rwr2_4 r2_3 r2_4 4.89888e-1
cwr2_4 r2_4 vss 2.916e-16
rwk2_4 k2_4 k3_4 4.89888e-1
cwk2_4 k2_4 vss 2.916e-16
rwr2_5 r2_4 r2_5 4.89888e-1
cwr2_5 r2_5 vss 2.916e-16
rwk2_5 k2_5 k3_5 4.89888e-1
cwk2_5 k2_5 vss 2.916e-16
rwr2_6 r2_5 r2_6 4.89888e-1
cwr2_6 r2_6 vss 2.916e-16
rwk2_6 k2_6 k3_6 4.89888e-1
cwk2_6 k2_6 vss 2.916e-16
rwr2_7 r2_6 r2_7 4.89888e-1
cwr2_7 r2_7 vss 2.916e-16
rwk2_7 k2_7 k3_7 4.89888e-1
cwk2_7 k2_7 vss 2.916e-16
rwr3_0 row3 r3_0 4.89888e-1
cwr3_0 r3_0 vss 2.916e-16
rwk3_0 k3_0 k4_0 4.89888e-1
cwk3_0 k3_0 vss 2.916e-16
rwr3_1 r3_0 r3_1 4.89888e-1
cwr3_1 r3_1 vss 2.916e-16
rwk3_1 k3_1 k4_1 4.89888e-1
cwk3_1 k3_1 vss 2.916e-16
rwr3_2 r3_1 r3_2 4.89888e-1
cwr3_2 r3_2 vss 2.916e-16
rwk3_2 k3_2 k4_2 4.89888e-1
cwk3_2 k3_2 vss 2.916e-16
rwr3_3 r3_2 r3_3 4.89888e-1
cwr3_3 r3_3 vss 2.916e-16
rwk3_3 k3_3 k4_3 4.89888e-1
cwk3_3 k3_3 vss 2.916e-16
rwr3_4 r3_3 r3_4 4.89888e-1
cwr3_4 r3_4 vss 2.916e-16
rwk3_4 k3_4 k4_4 4.89888e-1
cwk3_4 k3_4 vss 2.916e-16
rwr3_5 r3_4 r3_5 4.89888e-1
cwr3_5 r3_5 vss 2.916e-16
rwk3_5 k3_5 k4_5 4.89888e-1
cwk3_5 k3_5 vss 2.916e-16
rwr3_6 r3_5 r3_6 4.89888e-1
cwr3_6 r3_6 vss 2.916e-16
rwk3_6 k3_6 k4_6 4.89888e-1
cwk3_6 k3_6 vss 2.916e-16
rwr3_7 r3_6 r3_7 4.89888e-1
cwr3_7 r3_7 vss 2.916e-16
rwk3_7 k3_7 k4_7 4.89888e-1
cwk3_7 k3_7 vss 2.916e-16
rwr4_0 row4 r4_0 4.89888e-1
cwr4_0 r4_0 vss 2.916e-16
rwk4_0 k4_0 k5_0 4.89888e-1
cwk4_0 k4_0 vss 2.916e-16
rwr4_1 r4_0 r4_1 4.89888e-1
cwr4_1 r4_1 vss 2.916e-16
rwk4_1 k4_1 k5_1 4.89888e-1
cwk4_1 k4_1 vss 2.916e-16
rwr4_2 r4_1 r4_2 4.89888e-1
cwr4_2 r4_2 vss 2.916e-16
rwk4_2 k4_2 k5_2 4.89888e-1
cwk4_2 k4_2 vss 2.916e-16
rwr4_3 r4_2 r4_3 4.89888e-1
cwr4_3 r4_3 vss 2.916e-16
rwk4_3 k4_3 k5_3 4.89888e-1
cwk4_3 k4_3 vss 2.916e-16
rwr4_4 r4_3 r4_4 4.89888e-1
cwr4_4 r4_4 vss 2.916e-16
rwk4_4 k4_4 k5_4 4.89888e-1
cwk4_4 k4_4 vss 2.916e-16
rwr4_5 r4_4 r4_5 4.89888e-1
cwr4_5 r4_5 vss 2.916e-16
rwk4_5 k4_5 k5_5 4.89888e-1
cwk4_5 k4_5 vss 2.916e-16
rwr4_6 r4_5 r4_6 4.89888e-1
cwr4_6 r4_6 vss 2.916e-16
rwk4_6 k4_6 k5_6 4.89888e-1
cwk4_6 k4_6 vss 2.916e-16
rwr4_7 r4_6 r4_7 4.89888e-1
cwr4_7 r4_7 vss 2.916e-16
rwk4_7 k4_7 k5_7 4.89888e-1
cwk4_7 k4_7 vss 2.916e-16
rwr5_0 row5 r5_0 4.89888e-1
cwr5_0 r5_0 vss 2.916e-16
rwk5_0 k5_0 k6_0 4.89888e-1
cwk5_0 k5_0 vss 2.916e-16
rwr5_1 r5_0 r5_1 4.89888e-1
cwr5_1 r5_1 vss 2.916e-16
rwk5_1 k5_1 k6_1 4.89888e-1
cwk5_1 k5_1 vss 2.916e-16
rwr5_2 r5_1 r5_2 4.89888e-1
cwr5_2 r5_2 vss 2.916e-16
rwk5_2 k5_2 k6_2 4.89888e-1
cwk5_2 k5_2 vss 2.916e-16
rwr5_3 r5_2 r5_3 4.89888e-1
cwr5_3 r5_3 vss 2.916e-16
rwk5_3 k5_3 k6_3 4.89888e-1
cwk5_3 k5_3 vss 2.916e-16
rwr5_4 r5_3 r5_4 4.89888e-1
cwr5_4 r5_4 vss 2.916e-16
rwk5_4 k5_4 k6_4 4.89888e-1
cwk5_4 k5_4 vss 2.916e-16
rwr5_5 r5_4 r5_5 4.89888e-1
cwr5_5 r5_5 vss 2.916e-16
rwk5_5 k5_5 k6_5 4.89888e-1
cwk5_5 k5_5 vss 2.916e-16
rwr5_6 r5_5 r5_6 4.89888e-1
cwr5_6 r5_6 vss 2.916e-16
rwk5_6 k5_6 k6_6 4.89888e-1
cwk5_6 k5_6 vss 2.916e-16
rwr5_7 r5_6 r5_7 4.89888e-1
cwr5_7 r5_7 vss 2.916e-16
rwk5_7 k5_7 k6_7 4.89888e-1
cwk5_7 k5_7 vss 2.916e-16
rwr6_0 row6 r6_0 4.89888e-1
cwr6_0 r6_0 vss 2.916e-16
rwk6_0 k6_0 k7_0 4.89888e-1
cwk6_0 k6_0 vss 2.916e-16
rwr6_1 r6_0 r6_1 4.89888e-1
cwr6_1 r6_1 vss 2.916e-16
rwk6_1 k6_1 k7_1 4.89888e-1
cwk6_1 k6_1 vss 2.916e-16
rwr6_2 r6_1 r6_2 4.89888e-1
cwr6_2 r6_2 vss 2.916e-16
rwk6_2 k6_2 k7_2 4.89888e-1
cwk6_2 k6_2 vss 2.916e-16
rwr6_3 r6_2 r6_3 4.89888e-1
cwr6_3 r6_3 vss 2.916e-16
rwk6_3 k6_3 k7_3 4.89888e-1
cwk6_3 k6_3 vss 2.916e-16
rwr6_4 r6_3 r6_4 4.89888e-1
cwr6_4 r6_4 vss 2.916e-16
rwk6_4 k6_4 k7_4 4.89888e-1
cwk6_4 k6_4 vss 2.916e-16
rwr6_5 r6_4 r6_5 4.89888e-1
cwr6_5 r6_5 vss 2.916e-16
rwk6_5 k6_5 k7_5 4.89888e-1
cwk6_5 k6_5 vss 2.916e-16
rwr6_6 r6_5 r6_6 4.89888e-1
cwr6_6 r6_6 vss 2.916e-16
rwk6_6 k6_6 k7_6 4.89888e-1
cwk6_6 k6_6 vss 2.916e-16
rwr6_7 r6_6 r6_7 4.89888e-1
cwr6_7 r6_7 vss 2.916e-16
rwk6_7 k6_7 k7_7 4.89888e-1
cwk6_7 k6_7 vss 2.916e-16
rwr7_0 row7 r7_0 4.89888e-1
cwr7_0 r7_0 vss 2.916e-16
rwk7_0 k7_0 col0 4.89888e-1
cwk7_0 k7_0 vss 2.916e-16
rwr7_1 r7_0 r7_1 4.89888e-1
cwr7_1 r7_1 vss 2.916e-16
rwk7_1 k7_1 col1 4.89888e-1
cwk7_1 k7_1 vss 2.916e-16
rwr7_2 r7_1 r7_2 4.89888e-1
cwr7_2 r7_2 vss 2.916e-16
rwk7_2 k7_2 col2 4.89888e-1
cwk7_2 k7_2 vss 2.916e-16
rwr7_3 r7_2 r7_3 4.89888e-1
cwr7_3 r7_3 vss 2.916e-16
rwk7_3 k7_3 col3 4.89888e-1
cwk7_3 k7_3 vss 2.916e-16
rwr7_4 r7_3 r7_4 4.89888e-1
cwr7_4 r7_4 vss 2.916e-16
rwk7_4 k7_4 col4 4.89888e-1
cwk7_4 k7_4 vss 2.916e-16
rwr7_5 r7_4 r7_5 4.89888e-1
cwr7_5 r7_5 vss 2.916e-16
rwk7_5 k7_5 col5 4.89888e-1
cwk7_5 k7_5 vss 2.916e-16
rwr7_6 r7_5 r7_6 4.89888e-1
cwr7_6 r7_6 vss 2.916e-16
rwk7_6 k7_6 col6 4.89888e-1
cwk7_6 k7_6 vss 2.916e-16
rwr7_7 r7_6 r7_7 4.89888e-1
cwr7_7 r7_7 vss 2.916e-16
rwk7_7 k7_7 col7 4.89888e-1
cwk7_7 k7_7 vss 2.916e-16
xc0_0 r0_0 k0_0 gd_memristor g=2.3715705618365e-6
xc0_1 r0_1 k0_1 gd_memristor g=3.0946631022728e-6
xc0_2 r0_2 k0_2 gd_memristor g=6.30263279261165e-6
xc0_3 r0_3 k0_3 gd_memristor g=1.754554145889e-5
xc0_4 r0_4 k0_4 gd_memristor g=7.45979695824085e-6
xc0_5 r0_5 k0_5 gd_memristor g=1.10047908850441e-6
xc0_6 r0_6 k0_6 gd_memristor g=1.90394417657258e-6
xc0_7 r0_7 k0_7 gd_memristor g=9.64912770301995e-6
xc1_0 r1_0 k1_0 gd_memristor g=1.925295707484e-5
xc1_1 r1_1 k1_1 gd_memristor g=8.90140647062302e-6
xc1_2 r1_2 k1_2 gd_memristor g=2.78783778594624e-6
xc1_3 r1_3 k1_3 gd_memristor g=1.15121065996796e-5
xc1_4 r1_4 k1_4 gd_memristor g=1.30944437173573e-5
xc1_5 r1_5 k1_5 gd_memristor g=6.93215877054294e-6
xc1_6 r1_6 k1_6 gd_memristor g=3.84131549093183e-6
xc1_7 r1_7 k1_7 gd_memristor g=5.59348481786067e-6
xc2_0 r2_0 k2_0 gd_memristor g=4.95176061630387e-6
xc2_1 r2_1 k2_1 gd_memristor g=1.11658485388376e-5
xc2_2 r2_2 k2_2 gd_memristor g=1.77621782695056e-5
xc2_3 r2_3 k2_3 gd_memristor g=1.28898365614459e-5
xc2_4 r2_4 k2_4 gd_memristor g=4.39935756610596e-6
xc2_5 r2_5 k2_5 gd_memristor g=6.87289219970663e-6
xc2_6 r2_6 k2_6 gd_memristor g=4.9318104620674e-6
xc2_7 r2_7 k2_7 gd_memristor g=1.34340619163426e-5
xc3_0 r3_0 k3_0 gd_memristor g=7.51334087844675e-6
xc3_1 r3_1 k3_1 gd_memristor g=1.20256208339556e-5
xc3_2 r3_2 k3_2 gd_memristor g=1.71862833228603e-5
xc3_3 r3_3 k3_3 gd_memristor g=3.16236459944557e-6
xc3_4 r3_4 k3_4 gd_memristor g=1.46760344193176e-5
xc3_5 r3_5 k3_5 gd_memristor g=1.97118652371183e-5
xc3_6 r3_6 k3_6 gd_memristor g=1.21270728930043e-5
xc3_7 r3_7 k3_7 gd_memristor g=7.35426982816295e-6
xc4_0 r4_0 k4_0 gd_memristor g=9.87992597024684e-6
xc4_1 r4_1 k4_1 gd_memristor g=4.70841830548098e-6
xc4_2 r4_2 k4_2 gd_memristor g=4.47077125743741e-6
xc4_3 r4_3 k4_3 gd_memristor g=8.91509360750375e-6
xc4_4 r4_4 k4_4 gd_memristor g=4.01860954512615e-6
xc4_5 r4_5 k4_5 gd_memristor g=3.23717494327556e-6
xc4_6 r4_6 k4_6 gd_memristor g=1.36463298364236e-5
xc4_7 r4_7 k4_7 gd_memristor g=6.39825062678696e-6
xc5_0 r5_0 k5_0 gd_memristor g=1.54576741153348e-5
xc5_1 r5_1 k5_1 gd_memristor g=1.59238739288057e-5
xc5_2 r5_2 k5_2 gd_memristor g=1.43250755385985e-5
xc5_3 r5_3 k5_3 gd_memristor g=5.01379723351802e-6
xc5_4 r5_4 k5_4 gd_memristor g=1.11084128169477e-5
xc5_5 r5_5 k5_5 gd_memristor g=7.77190250746142e-6
xc5_6 r5_6 k5_6 gd_memristor g=1.55605896548712e-5
xc5_7 r5_7 k5_7 gd_memristor g=7.7887620765458e-6
xc6_0 r6_0 k6_0 gd_memristor g=9.8911502196416e-6
xc6_1 r6_1 k6_1 gd_memristor g=1.57097256872237e-5
xc6_2 r6_2 k6_2 gd_memristor g=1.74422210789071e-6
xc6_3 r6_3 k6_3 gd_memristor g=2.82337608697513e-6
xc6_4 r6_4 k6_4 gd_memristor g=6.38092956500272e-6
xc6_5 r6_5 k6_5 gd_memristor g=3.7418340502378e-6
xc6_6 r6_6 k6_6 gd_memristor g=1.44938967094969e-5
xc6_7 r6_7 k6_7 gd_memristor g=1.49419522084462e-5
xc7_0 r7_0 k7_0 gd_memristor g=2.55180714427094e-6
xc7_1 r7_1 k7_1 gd_memristor g=1.26180548365968e-5
xc7_2 r7_2 k7_2 gd_memristor g=1.86558713528032e-5
xc7_3 r7_3 k7_3 gd_memristor g=1.65353972646563e-5
xc7_4 r7_4 k7_4 gd_memristor g=1.28492785487567e-5
xc7_5 r7_5 k7_5 gd_memristor g=4.33913499096475e-6
xc7_6 r7_6 k7_6 gd_memristor g=5.35926577413942e-6
xc7_7 r7_7 k7_7 gd_memristor g=1.19248675745916e-5
.ends tile_0_0_0

* connection 1, rows 0..7, columns 8..9
.subckt tile_0_0_1 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 vss
rwr0_0 row0 r0_0 4.89888e-1
cwr0_0 r0_0 vss 2.916e-16
rwk0_0 k0_0 k1_0 4.89888e-1
cwk0_0 k0_0 vss 2.916e-16
rwr0_1 r0_0 r0_1 4.89888e-1
cwr0_1 r0_1 vss 2.916e-16
rwk0_1 k0_1 k1_1 4.89888e-1
cwk0_1 k0_1 vss 2.916e-16
rwr1_0 row1 r1_0 4.89888e-1
cwr1_0 r1_0 vss 2.916e-16
rwk1_0 k1_0 k2_0 4.89888e-1
cwk1_0 k1_0 vss 2.916e-16
rwr1_1 r1_0 r1_1 4.89888e-1
cwr1_1 r1_1 vss 2.916e-16
rwk1_1 k1_1 k2_1 4.89888e-1
cwk1_1 k1_1 vss 2.916e-16
rwr2_0 row2 r2_0 4.89888e-1
cwr2_0 r2_0 vss 2.916e-16
rwk2_0 k2_0 k3_0 4.89888e-1
cwk2_0 k2_0 vss 2.916e-16
rwr2_1 r2_0 r2_1 4.89888e-1
cwr2_1 r2_1 vss 2.916e-16
rwk2_1 k2_1 k3_1 4.89888e-1
cwk2_1 k2_1 vss 2.916e-16
rwr3_0 row3 r3_0 4.89888e-1
cwr3_0 r3_0 vss 2.916e-16
rwk3_0 k3_0 k4_0 4.89888e-1
cwk3_0 k3_0 vss 2.916e-16
rwr3_1 r3_0 r3_1 4.89888e-1
cwr3_1 r3_1 vss 2.916e-16
rwk3_1 k3_1 k4_1 4.89888e-1
cwk3_1 k3_1 vss 2.916e-16
rwr4_0 row4 r4_0 4.89888e-1
cwr4_0 r4_0 vss 2.916e-16
rwk4_0 k4_0 k5_0 4.89888e-1
cwk4_0 k4_0 vss 2.916e-16
rwr4_1 r4_0 r4_1 4.89888e-1
cwr4_1 r4_1 vss 2.916e-16
rwk4_1 k4_1 k5_1 4.89888e-1
cwk4_1 k4_1 vss 2.916e-16
rwr5_0 row5 r5_0 4.89888e-1
cwr5_0 r5_0 vss 2.916e-16
rwk5_0 k5_0 k6_0 4.89888e-1
cwk5_0 k5_0 vss 2.916e-16
rwr5_1 r5_0 r5_1 4.89888e-1
cwr5_1 r5_1 vss 2.916e-16
rwk5_1 k5_1 k6_1 4.89888e-1
cwk5_1 k5_1 vss 2.916e-16
rwr6_0 row6 r6_0 4.89888e-1
cwr6_0 r6_0 vss 2.916e-16
rwk6_0 k6_0 k7_0 4.89888e-1
cwk6_0 k6_0 vss 2.916e-16
rwr6_1 r6_0 r6_1 4.89888e-1
cwr6_1 r6_1 vss 2.916e-16
rwk6_1 k6_1 k7_1 4.89888e-1
cwk6_1 k6_1 vss 2.916e-16
rwr7_0 row7 r7_0 4.89888e-1
cwr7_0 r7_0 vss 2.916e-16
rwk7_0 k7_0 col0 4.89888e-1
cwk7_0 k7_0 vss 2.916e-16
rwr7_1 r7_0 r7_1 4.89888e-1
cwr7_1 r7_1 vss 2.916e-16
rwk7_1 k7_1 col1 4.89888e-1
cwk7_1 k7_1 vss 2.916e-16
xc0_0 r0_0 k0_0 gd_memristor g=1.17643582955659e-5
xc0_1 r0_1 k0_1 gd_memristor g=1.79258277134484e-5
xc1_0 r1_0 k1_0 gd_memristor g=4.62359601039669e-6
xc1_1 r1_1 k1_1 gd_memristor g=1.40372969915228e-5
xc2_0 r2_0 k2_0 gd_memristor g=2.61158944941079e-6
xc2_1 r2_1 k2_1 gd_memristor g=1.71577556122967e-5
xc3_0 r3_0 k3_0 gd_memristor g=1.92376397292336e-5
xc3_1 r3_1 k3_1 gd_memristor g=8.78323468232924e-6
xc4_0 r4_0 k4_0 gd_memristor g=2.59729412846851e-6
xc4_1 r4_1 k4_1 gd_memristor g=2.18229395692606e-6
xc5_0 r5_0 k5_0 gd_memristor g=1.54603514050927e-5
xc5_1 r5_1 k5_1 gd_memristor g=9.75520411738286e-6
xc6_0 r6_0 k6_0 gd_memristor g=3.3363944934312e-6
xc6_1 r6_1 k6_1 gd_memristor g=7.06309697637002e-6
xc7_0 r7_0 k7_0 gd_memristor g=1.23322183383408e-5
xc7_1 r7_1 k7_1 gd_memristor g=1.7296065602797e-5
.ends tile_0_0_1

* connection 1, rows 8..9, columns 0..7
.subckt tile_0_1_0 row0 row1 col0 col1 col2 col3 col4 col5 col6 col7 vss
rwr0_0 row0 r0_0 4.89888e-1
cwr0_0 r0_0 vss 2.916e-16
rwk0_0 k0_0 k1_0 4.89888e-1
cwk0_0 k0_0 vss 2.916e-16
rwr0_1 r0_0 r0_1 4.89888e-1
cwr0_1 r0_1 vss 2.916e-16
rwk0_1 k0_1 k1_1 4.89888e-1
cwk0_1 k0_1 vss 2.916e-16
rwr0_2 r0_1 r0_2 4.89888e-1
cwr0_2 r0_2 vss 2.916e-16
rwk0_2 k0_2 k1_2 4.89888e-1
cwk0_2 k0_2 vss 2.916e-16
rwr0_3 r0_2 r0_3 4.89888e-1
cwr0_3 r0_3 vss 2.916e-16
rwk0_3 k0_3 k1_3 4.89888e-1
cwk0_3 k0_3 vss 2.916e-16
rwr0_4 r0_3 r0_4 4.89888e-1
cwr0_4 r0_4 vss 2.916e-16
rwk0_4 k0_4 k1_4 4.89888e-1
cwk0_4 k0_4 vss 2.916e-16
rwr0_5 r0_4 r0_5 4.89888e-1
cwr0_5 r0_5 vss 2.916e-16
rwk0_5 k0_5 k1_5 4.89888e-1
cwk0_5 k0_5 vss 2.916e-16
rwr0_6 r0_5 r0_6 4.89888e-1
cwr0_6 r0_6 vss 2.916e-16
rwk0_6 k0_6 k1_6 4.89888e-1
cwk0_6 k0_6 vss 2.916e-16
rwr0_7 r0_6 r0_7 4.89888e-1
cwr0_7 r0_7 vss 2.916e-16
rwk0_7 k0_7 k1_7 4.89888e-1
cwk0_7 k0_7 vss 2.916e-16
rwr1_0 row1 r1_0 4.89888e-1
cwr1_0 r1_0 vss 2.916e-16
rwk1_0 k1_0 col0 4.89888e-1
cwk1_0 k1_0 vss 2.916e-16
rwr1_1 r1_0 r1_1 4.89888e-1
cwr1_1 r1_1 vss 2.916e-16
rwk1_1 k1_1 col1 4.89888e-1
cwk1_1 k1_1 vss 2.916e-16
rwr1_2 r1_1 r1_2 4.89888e-1
cwr1_2 r1_2 vss 2.916e-16
rwk1_2 k1_2 col2 4.89888e-1
cwk1_2 k1_2 vss 2.916e-16
rwr1_3 r1_2 r1_3 4.89888e-1
cwr1_3 r1_3 vss 2.916e-16
rwk1_3 k1_3 col3 4.89888e-1
cwk1_3 k1_3 vss 2.916e-16
rwr1_4 r1_3 r1_4 4.89888e-1
cwr1_4 r1_4 vss 2.916e-16
rwk1_4 k1_4 col4 4.89888e-1
cwk1_4 k1_4 vss 2.916e-16
rwr1_5 r1_4 r1_5 4.89888e-1
cwr1_5 r1_5 vss 2.916e-16
rwk1_5 k1_5 col5 4.89888e-1
cwk1_5 k1_5 vss 2.916e-16
rwr1_6 r1_5 r1_6 4.89888e-1
cwr1_6 r1_6 vss 2.916e-16
rwk1_6 k1_6 col6 4.89888e-1
cwk1_6 k1_6 vss 2.916e-16
rwr1_7 r1_6 r1_7 4.89888e-1
cwr1_7 r1_7 vss 2.916e-16
rwk1_7 k1_7 col7 4.89888e-1
cwk1_7 k1_7 vss 2.916e-16
xc0_0 r0_0 k0_0 gd_memristor g=1.78808000364294e-5
xc0_1 r0_1 k0_1 gd_memristor g=1.55163318193867e-5
xc0_2 r0_2 k0_2 gd_memristor g=1.70860865278659e-5
xc0_3 r0_3 k0_3 gd_memristor g=8.93635574902877e-6
xc0_4 r0_4 k0_4 gd_memristor g=1.65892429941803e-5
xc0_5 r0_5 k0_5 gd_memristor g=7.76727206593864e-6
xc0_6 r0_6 k0_6 gd_memristor g=1.83685859141992e-5
xc0_7 r0_7 k0_7 gd_memristor g=1.45963667148847e-5
xc1_0 r1_0 k1_0 gd_memristor g=1.37333071620834e-5
xc1_1 r1_1 k1_1 gd_memristor g=1.98947340074312e-6
xc1_2 r1_2 k1_2 gd_memristor g=9.5737975865721e-6
xc1_3 r1_3 k1_3 gd_memristor g=7.649056714888e-6
xc1_4 r1_4 k1_4 gd_memristor g=1.42715481357097e-6
xc1_5 r1_5 k1_5 gd_memristor g=5.69451222239385e-6
xc1_6 r1_6 k1_6 gd_memristor g=9.89591519442865e-6
xc1_7 r1_7 k1_7 gd_memristor g=1.79131213344189e-5
.ends tile_0_1_0

* connection 1, rows 8..9, columns 8..9
.subckt tile_0_1_1 row0 row1 col0 col1 vss
rwr0_0 row0 r0_0 4.89888e-1
cwr0_0 r0_0 vss 2.916e-16
rwk0_0 k0_0 k1_0 4.89888e-1
cwk0_0 k0_0 vss 2.916e-16
rwr0_1 r0_0 r0_1 4.89888e-1
cwr0_1 r0_1 vss 2.916e-16
rwk0_1 k0_1 k1_1 4.89888e-1
cwk0_1 k0_1 vss 2.916e-16
rwr1_0 row1 r1_0 4.89888e-1
cwr1_0 r1_0 vss 2.916e-16
rwk1_0 k1_0 col0 4.89888e-1
cwk1_0 k1_0 vss 2.916e-16
rwr1_1 r1_0 r1_1 4.89888e-1
cwr1_1 r1_1 vss 2.916e-16
rwk1_1 k1_1 col1 4.89888e-1
cwk1_1 k1_1 vss 2.916e-16
xc0_0 r0_0 k0_0 gd_memristor g=1.73674342932109e-5
xc0_1 r0_1 k0_1 gd_memristor g=1.000836906187e-5
xc1_0 r1_0 k1_0 gd_memristor g=4.78403019231209e-6
xc1_1 r1_1 k1_1 gd_memristor g=4.66205543435215e-6
.ends tile_0_1_1

* connection 2, rows 0..7, columns 0..5
.subckt tile_1_0_0 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 col2 col3 col4 col5 vss
rwr0_0 row0 r0_0 4.89888e-1
cwr0_0 r0_0 vss 2.916e-16
rwk0_0 k0_0 k1_0 4.89888e-1
cwk0_0 k0_0 vss 2.916e-16
rwr0_1 r0_0 r0_1 4.89888e-1
cwr0_1 r0_1 vss 2.916e-16
rwk0_1 k0_1 k1_1 4.89888e-1
cwk0_1 k0_1 vss 2.916e-16
rwr0_2 r0_1 r0_2 4.89888e-1
cwr0_2 r0_2 vss 2.916e-16
rwk0_2 k0_2 k1_2 4.89888e-1
cwk0_2 k0_2 vss 2.916e-16
rwr0_3 r0_2 r0_3 4.89888e-1
cwr0_3 r0_3 vss 2.916e-16
rwk0_3 k0_3 k1_3 4.89888e-1
cwk0_3 k0_3 vss 2.916e-16
rwr0_4 r0_3 r0_4 4.89888e-1
cwr0_4 r0_4 vss 2.916e-16
rwk0_4 k0_4 k1_4 4.89888e-1
cwk0_4 k0_4 vss 2.916e-16
rwr0_5 r0_4 r0_5 4.89888e-1
cwr0_5 r0_5 vss 2.916e-16
rwk0_5 k0_5 k1_5 4.89888e-1
cwk0_5 k0_5 vss 2.916e-16
rwr1_0 row1 r1_0 4.89888e-1
cwr1_0 r1_0 vss 2.916e-16
rwk1_0 k1_0 k2_0 4.89888e-1
cwk1_0 k1_0 vss 2.916e-16
rwr1_1 r1_0 r1_1 4.89888e-1
cwr1_1 r1_1 vss 2.916e-16
rwk1_1 k1_1 k2_1 4.89888e-1
cwk1_1 k1_1 vss 2.916e-16
rwr1_2 r1_1 r1_2 4.89888e-1
cwr1_2 r1_2 vss 2.916e-16
rwk1_2 k1_2 k2_2 4.89888e-1
cwk1_2 k1_2 vss 2.916e-16
rwr1_3 r1_2 r1_3 4.89888e-1
cwr1_3 r1_3 vss 2.916e-16
rwk1_3 k1_3 k2_3 4.89888e-1
cwk1_3 k1_3 vss 2.916e-16
rwr1_4 r1_3 r1_4 4.89888e-1
cwr1_4 r1_4 vss 2.916e-16
rwk1_4 k1_4 k2_4 4.89888e-1
cwk1_4 k1_4 vss 2.916e-16
rwr1_5 r1_4 r1_5 4.89888e-1
cwr1_5 r1_5 vss 2.916e-16
rwk1_5 k1_5 k2_5 4.89888e-1
cwk1_5 k1_5 vss 2.916e-16
rwr2_0 row2 r2_0 4.89888e-1
cwr2_0 r2_0 vss 2.916e-16
rwk2_0 k2_0 k3_0 4.89888e-1
cwk2_0 k2_0 vss 2.916e-16
rwr2_1 r2_0 r2_1 4.89888e-1
cwr2_1 r2_1 vss 2.916e-16
rwk2_1 k2_1 k3_1 4.89888e-1
cwk2_1 k2_1 vss 2.916e-16
rwr2_2 r2_1 r2_2 4.89888e-1
cwr2_2 r2_2 vss 2.916e-16
rwk2_2 k2_2 k3_2 4.89888e-1
cwk2_2 k2_2 vss 2.916e-16
rwr2_3 r2_2 r2_3 4.89888e-1
cwr2_3 r2_3 vss 2.916e-16
rwk2_3 k2_3 k3_3 4.89888e-1
cwk2_3 k2_3 vss 2.916e-16
rwr2_4 r2_3 r2_4 4.89888e-1
cwr2_4 r2_4 vss 2.916e-16
rwk2_4 k2_4 k3_4 4.89888e-1
cwk2_4 k2_4 vss 2.916e-16
rwr2_5 r2_4 r2_5 4.89888e-1
cwr2_5 r2_5 vss 2.916e-16
rwk2_5 k2_5 k3_5 4.89888e-1
cwk2_5 k2_5 vss 2.916e-16
rwr3_0 row3 r3_0 4.89888e-1
cwr3_0 r3_0 vss 2.916e-16
rwk3_0 k3_0 k4_0 4.89888e-1
cwk3_0 k3_0 vss 2.916e-16
rwr3_1 r3_0 r3_1 4.89888e-1
cwr3_1 r3_1 vss 2.916e-16
rwk3_1 k3_1 k4_1 4.89888e-1
cwk3_1 k3_1 vss 2.916e-16
rwr3_2 r3_1 r3_2 4.89888e-1
cwr3_2 r3_2 vss 2.916e-16
rwk3_2 k3_2 k4_2 4.89888e-1
cwk3_2 k3_2 vss 2.916e-16
rwr3_3 r3_2 r3_3 4.89888e-1
cwr3_3 r3_3 vss 2.916e-16
rwk3_3 k3_3 k4_3 4.89888e-1
cwk3_3 k3_3 vss 2.916e-16
rwr3_4 r3_3 r3_4 4.89888e-1
cwr3_4 r3_4 vss 2.916e-16
rwk3_4 k3_4 k4_4 4.89888e-1
cwk3_4 k3_4 vss 2.916e-16
rwr3_5 r3_4 r3_5 4.89888e-1
cwr3_5 r3_5 vss 2.916e-16
rwk3_5 k3_5 k4_5 4.89888e-1
cwk3_5 k3_5 vss 2.916e-16
rwr4_0 row4 r4_0 4.89888e-1
cwr4_0 r4_0 vss 2.916e-16
rwk4_0 k4_0 k5_0 4.89888e-1
cwk4_0 k4_0 vss 2.916e-16
rwr4_1 r4_0 r4_1 4.89888e-1
cwr4_1 r4_1 vss 2.916e-16
rwk4_1 k4_1 k5_1 4.89888e-1
cwk4_1 k4_1 vss 2.916e-16
rwr4_2 r4_1 r4_2 4.89888e-1
cwr4_2 r4_2 vss 2.916e-16
rwk4_2 k4_2 k5_2 4.89888e-1
cwk4_2 k4_2 vss 2.916e-16
rwr4_3 r4_2 r4_3 4.89888e-1
cwr4_3 r4_3 vss 2.916e-16
rwk4_3 k4_3 k5_3 4.89888e-1
cwk4_3 k4_3 vss 2.916e-16
rwr4_4 r4_3 r4_4 4.89888e-1
cwr4_4 r4_4 vss 2.916e-16
rwk4_4 k4_4 k5_4 4.89888e-1
cwk4_4 k4_4 vss 2.916e-16
rwr4_5 r4_4 r4_5 4.89888e-1
cwr4_5 r4_5 vss 2.916e-16
rwk4_5 k4_5 k5_5 4.89888e-1
cwk4_5 k4_5 vss 2.916e-16
rwr5_0 row5 r5_0 4.89888e-1
cwr5_0 r5_0 vss 2.916e-16
rwk5_0 k5_0 k6_0 4.89888e-1
cwk5_0 k5_0 vss 2.916e-16
rwr5_1 r5_0 r5_1 4.89888e-1
cwr5_1 r5_1 vss 2.916e-16
rwk5_1 k5_1 k6_1 4.89888e-1
cwk5_1 k5_1 vss 2.916e-16
rwr5_2 r5_1 r5_2 4.89888e-1
cwr5_2 r5_2 vss 2.916e-16
rwk5_2 k5_2 k6_2 4.89888e-1
cwk5_2 k5_2 vss 2.916e-16
rwr5_3 r5_2 r5_3 4.89888e-1
cwr5_3 r5_3 vss 2.916e-16
rwk5_3 k5_3 k6_3 4.89888e-1
cwk5_3 k5_3 vss 2.916e-16
rwr5_4 r5_3 r5_4 4.89888e-1
cwr5_4 r5_4 vss 2.916e-16
rwk5_4 k5_4 k6_4 4.89888e-1
cwk5_4 k5_4 vss 2.916e-16
rwr5_5 r5_4 r5_5 4.89888e-1
cwr5_5 r5_5 vss 2.916e-16
rwk5_5 k5_5 k6_5 4.89888e-1
cwk5_5 k5_5 vss 2.916e-16
rwr6_0 row6 r6_0 4.89888e-1
cwr6_0 r6_0 vss 2.916e-16
rwk6_0 k6_0 k7_0 4.89888e-1
cwk6_0 k6_0 vss 2.916e-16
rwr6_1 r6_0 r6_1 4.89888e-1
cwr6_1 r6_1 vss 2.916e-16
rwk6_1 k6_1 k7_1 4.89888e-1
cwk6_1 k6_1 vss 2.916e-16
rwr6_2 r6_1 r6_2 4.89888e-1
cwr6_2 r6_2 vss 2.916e-16
rwk6_2 k6_2 k7_2 4.89888e-1
cwk6_2 k6_2 vss 2.916e-16
rwr6_3 r6_2 r6_3 4.89888e-1
cwr6_3 r6_3 vss 2.916e-16
rwk6_3 k6_3 k7_3 4.89888e-1
cwk6_3 k6_3 vss 2.916e-16
rwr6_4 r6_3 r6_4 4.89888e-1
cwr6_4 r6_4 vss 2.916e-16
rwk6_4 k6_4 k7_4 4.89888e-1
cwk6_4 k6_4 vss 2.916e-16
rwr6_5 r6_4 r6_5 4.89888e-1
cwr6_5 r6_5 vss 2.916e-16
rwk6_5 k6_5 k7_5 4.89888e-1
cwk6_5 k6_5 vss 2.916e-16
rwr7_0 row7 r7_0 4.89888e-1
cwr7_0 r7_0 vss 2.916e-16
rwk7_0 k7_0 col0 4.89888e-1
cwk7_0 k7_0 vss 2.916e-16
rwr7_1 r7_0 r7_1 4.89888e-1
cwr7_1 r7_1 vss 2.916e-16
rwk7_1 k7_1 col1 4.89888e-1
cwk7_1 k7_1 vss 2.916e-16
rwr7_2 r7_1 r7_2 4.89888e-1
cwr7_2 r7_2 vss 2.916e-16
rwk7_2 k7_2 col2 4.89888e-1
cwk7_2 k7_2 vss 2.916e-16
rwr7_3 r7_2 r7_3 4.89888e-1
cwr7_3 r7_3 vss 2.916e-16
rwk7_3 k7_3 col3 4.89888e-1
cwk7_3 k7_3 vss 2.916e-16
rwr7_4 r7_3 r7_4 4.89888e-1
cwr7_4 r7_4 vss 2.916e-16
rwk7_4 k7_4 col4 4.89888e-1
cwk7_4 k7_4 vss 2.916e-16
rwr7_5 r7_4 r7_5 4.89888e-1
cwr7_5 r7_5 vss 2.916e-16
rwk7_5 k7_5 col5 4.89888e-1
cwk7_5 k7_5 vss 2.916e-16
xc0_0 r0_0 k0_0 gd_memristor g=7.81354604822337e-6
xc0_1 r0_1 k0_1 gd_memristor g=7.16323512617548e-6
xc0_2 r0_2 k0_2 gd_memristor g=8.60636017804289e-6
xc0_3 r0_3 k0_3 gd_memristor g=4.559909546507e-6
xc0_4 r0_4 k0_4 gd_memristor g=1.31063251254168e-5
xc0_5 r0_5 k0_5 gd_memristor g=1.73371490289634e-5
xc1_0 r1_0 k1_0 gd_memristor g=2.02317717923945e-5
xc1_1 r1_1 k1_1 gd_memristor g=1.49417020207379e-5
xc1_2 r1_2 k1_2 gd_memristor g=1.20878843854466e-5
xc1_3 r1_3 k1_3 gd_memristor g=3.41968870812247e-6
xc1_4 r1_4 k1_4 gd_memristor g=7.10674185013386e-6
xc1_5 r1_5 k1_5 gd_memristor g=1.80408369194548e-5
xc2_0 r2_0 k2_0 gd_memristor g=6.60896120487849e-6
xc2_1 r2_1 k2_1 gd_memristor g=1.03419377786973e-6
xc2_2 r2_2 k2_2 gd_memristor g=7.39698074665048e-6
xc2_3 r2_3 k2_3 gd_memristor g=1.65253002827208e-5
xc2_4 r2_4 k2_4 gd_memristor g=4.23333055938755e-6
xc2_5 r2_5 k2_5 gd_memristor g=1.85281434379225e-5
xc3_0 r3_0 k3_0 gd_memristor g=4.94891414223705e-6
xc3_1 r3_1 k3_1 gd_memristor g=1.9207426265084e-5
xc3_2 r3_2 k3_2 gd_memristor g=1.60851611013167e-5
xc3_3 r3_3 k3_3 gd_memristor g=1.72263713787355e-5
xc3_4 r3_4 k3_4 gd_memristor g=4.95446642788496e-6
xc3_5 r3_5 k3_5 gd_memristor g=3.0915131782082e-6
xc4_0 r4_0 k4_0 gd_memristor g=1.22795158624944e-5
xc4_1 r4_1 k4_1 gd_memristor g=1.36910809341483e-5
xc4_2 r4_2 k4_2 gd_memristor g=7.10547376674127e-6
xc4_3 r4_3 k4_3 gd_memristor g=7.24732839400976e-6
xc4_4 r4_4 k4_4 gd_memristor g=2.39303209620207e-6
xc4_5 r4_5 k4_5 gd_memristor g=1.64646063684027e-5
xc5_0 r5_0 k5_0 gd_memristor g=7.15762372782735e-6
xc5_1 r5_1 k5_1 gd_memristor g=5.18556722442774e-6
xc5_2 r5_2 k5_2 gd_memristor g=3.09124575337346e-6
xc5_3 r5_3 k5_3 gd_memristor g=1.50062047175811e-5
xc5_4 r5_4 k5_4 gd_memristor g=3.18635811706851e-6
xc5_5 r5_5 k5_5 gd_memristor g=2.98663727944525e-6
xc6_0 r6_0 k6_0 gd_memristor g=8.74194563814419e-6
xc6_1 r6_1 k6_1 gd_memristor g=7.78341756880033e-6
xc6_2 r6_2 k6_2 gd_memristor g=1.98870675923379e-5
xc6_3 r6_3 k6_3 gd_memristor g=5.31510708338505e-6
xc6_4 r6_4 k6_4 gd_memristor g=1.78121886617838e-5
xc6_5 r6_5 k6_5 gd_memristor g=1.44555765026821e-5
xc7_0 r7_0 k7_0 gd_memristor g=1.87666051529171e-5
xc7_1 r7_1 k7_1 gd_memristor g=1.83832847278213e-5
xc7_2 r7_2 k7_2 gd_memristor g=1.432324757057e-5
xc7_3 r7_3 k7_3 gd_memristor g=6.59407523927535e-6
xc7_4 r7_4 k7_4 gd_memristor g=3.19722129538621e-6
xc7_5 r7_5 k7_5 gd_memristor g=4.43371699382485e-6
.ends tile_1_0_0

* connection 2, rows 8..11, columns 0..5
.subckt tile_1_1_0 row0 row1 row2 row3 col0 col1 col2 col3 col4 col5 vss
rwr0_0 row0 r0_0 4.89888e-1
cwr0_0 r0_0 vss 2.916e-16
rwk0_0 k0_0 k1_0 4.89888e-1
cwk0_0 k0_0 vss 2.916e-16
rwr0_1 r0_0 r0_1 4.89888e-1
cwr0_1 r0_1 vss 2.916e-16
rwk0_1 k0_1 k1_1 4.89888e-1
cwk0_1 k0_1 vss 2.916e-16
rwr0_2 r0_1 r0_2 4.89888e-1
cwr0_2 r0_2 vss 2.916e-16
rwk0_2 k0_2 k1_2 4.89888e-1
cwk0_2 k0_2 vss 2.916e-16
rwr0_3 r0_2 r0_3 4.89888e-1
cwr0_3 r0_3 vss 2.916e-16
rwk0_3 k0_3 k1_3 4.89888e-1
cwk0_3 k0_3 vss 2.916e-16
rwr0_4 r0_3 r0_4 4.89888e-1
cwr0_4 r0_4 vss 2.916e-16
rwk0_4 k0_4 k1_4 4.89888e-1
cwk0_4 k0_4 vss 2.916e-16
rwr0_5 r0_4 r0_5 4.89888e-1
cwr0_5 r0_5 vss 2.916e-16
rwk0_5 k0_5 k1_5 4.89888e-1
cwk0_5 k0_5 vss 2.916e-16
rwr1_0 row1 r1_0 4.89888e-1
cwr1_0 r1_0 vss 2.916e-16
rwk1_0 k1_0 k2_0 4.89888e-1
cwk1_0 k1_0 vss 2.916e-16
rwr1_1 r1_0 r1_1 4.89888e-1
cwr1_1 r1_1 vss 2.916e-16
rwk1_1 k1_1 k2_1 4.89888e-1
cwk1_1 k1_1 vss 2.916e-16
rwr1_2 r1_1 r1_2 4.89888e-1
cwr1_2 r1_2 vss 2.916e-16
rwk1_2 k1_2 k2_2 4.89888e-1
cwk1_2 k1_2 vss 2.916e-16
rwr1_3 r1_2 r1_3 4.89888e-1
cwr1_3 r1_3 vss 2.916e-16
rwk1_3 k1_3 k2_3 4.89888e-1
cwk1_3 k1_3 vss 2.916e-16
rwr1_4 r1_3 r1_4 4.89888e-1
cwr1_4 r1_4 vss 2.916e-16
rwk1_4 k1_4 k2_4 4.89888e-1
cwk1_4 k1_4 vss 2.916e-16
rwr1_5 r1_4 r1_5 4.89888e-1
cwr1_5 r1_5 vss 2.916e-16
rwk1_5 k1_5 k2_5 4.89888e-1
cwk1_5 k1_5 vss 2.916e-16
rwr2_0 row2 r2_0 4.89888e-1
cwr2_0 r2_0 vss 2.916e-16
rwk2_0 k2_0 k3_0 4.89888e-1
cwk2_0 k2_0 vss 2.916e-16
rwr2_1 r2_0 r2_1 4.89888e-1
cwr2_1 r2_1 vss 2.916e-16
rwk2_1 k2_1 k3_1 4.89888e-1
cwk2_1 k2_1 vss 2.916e-16
rwr2_2 r2_1 r2_2 4.89888e-1
cwr2_2 r2_2 vss 2.916e-16
rwk2_2 k2_2 k3_2 4.89888e-1
cwk2_2 k2_2 vss 2.916e-16
rwr2_3 r2_2 r2_3 4.89888e-1
cwr2_3 r2_3 vss 2.916e-16
rwk2_3 k2_3 k3_3 4.89888e-1
cwk2_3 k2_3 vss 2.916e-16
rwr2_4 r2_3 r2_4 4.89888e-1
cwr2_4 r2_4 vss 2.916e-16
rwk2_4 k2_4 k3_4 4.89888e-1
cwk2_4 k2_4 vss 2.916e-16
rwr2_5 r2_4 r2_5 4.89888e-1
cwr2_5 r2_5 vss 2.916e-16
rwk2_5 k2_5 k3_5 4.89888e-1
cwk2_5 k2_5 vss 2.916e-16
rwr3_0 row3 r3_0 4.89888e-1
cwr3_0 r3_0 vss 2.916e-16
rwk3_0 k3_0 col0 4.89888e-1
cwk3_0 k3_0 vss 2.916e-16
rwr3_1 r3_0 r3_1 4.89888e-1
cwr3_1 r3_1 vss 2.916e-16
rwk3_1 k3_1 col1 4.89888e-1
cwk3_1 k3_1 vss 2.916e-16
rwr3_2 r3_1 r3_2 4.89888e-1
cwr3_2 r3_2 vss 2.916e-16
rwk3_2 k3_2 col2 4.89888e-1
cwk3_2 k3_2 vss 2.916e-16
rwr3_3 r3_2 r3_3 4.89888e-1
cwr3_3 r3_3 vss 2.916e-16
rwk3_3 k3_3 col3 4.89888e-1
cwk3_3 k3_3 vss 2.916e-16
rwr3_4 r3_3 r3_4 4.89888e-1
cwr3_4 r3_4 vss 2.916e-16
rwk3_4 k3_4 col4 4.89888e-1
cwk3_4 k3_4 vss 2.916e-16
rwr3_5 r3_4 r3_5 4.89888e-1
cwr3_5 r3_5 vss 2.916e-16
rwk3_5 k3_5 col5 4.89888e-1
cwk3_5 k3_5 vss 2.916e-16
xc0_0 r0_0 k0_0 gd_memristor g=1.29136122117217e-5
xc0_1 r0_1 k0_1 gd_memristor g=1.73136652279222e-5
xc0_2 r0_2 k0_2 gd_memristor g=1.84606161771255e-5
xc0_3 r0_3 k0_3 gd_memristor g=1.57225004289394e-5
xc0_4 r0_4 k0_4 gd_memristor g=9.91505584141292e-6
xc0_5 r0_5 k0_5 gd_memristor g=3.13054110327728e-6
xc1_0 r1_0 k1_0 gd_memristor g=1.37831671920467e-5
xc1_1 r1_1 k1_1 gd_memristor g=1.80446376838178e-5
xc1_2 r1_2 k1_2 gd_memristor g=7.63877842602175e-6
xc1_3 r1_3 k1_3 gd_memristor g=8.90902979882505e-6
xc1_4 r1_4 k1_4 gd_memristor g=1.32306639040685e-5
xc1_5 r1_5 k1_5 gd_memristor g=1.271635618306e-5
xc2_0 r2_0 k2_0 gd_memristor g=7.62696980928854e-6
xc2_1 r2_1 k2_1 gd_memristor g=1.08098726311483e-5
xc2_2 r2_2 k2_2 gd_memristor g=1.83186707974058e-5
xc2_3 r2_3 k2_3 gd_memristor g=1.24608458880157e-5
xc2_4 r2_4 k2_4 gd_memristor g=1.53063992851448e-5
xc2_5 r2_5 k2_5 gd_memristor g=1.95967192480736e-6
xc3_0 r3_0 k3_0 gd_memristor g=7.4247756870605e-6
xc3_1 r3_1 k3_1 gd_memristor g=1.86263056291e-5
xc3_2 r3_2 k3_2 gd_memristor g=1.37415107848809e-5
xc3_3 r3_3 k3_3 gd_memristor g=1.10379678036052e-5
xc3_4 r3_4 k3_4 gd_memristor g=1.35554504607497e-5
xc3_5 r3_5 k3_5 gd_memristor g=7.86586897554948e-6
.ends tile_1_1_0

