* iris_lumped: crossbar tiles, ngspice, written by grenadyn
* connection 1, rows 0..7, columns 0..7
.subckt tile_0_0_0 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 col2 col3 col4 col5 col6 col7 vss
rwr0 row0 r0 1.959552
cwr0 r0 vss 2.3328e-15
rwr1 row1 r1 1.959552
cwr1 r1 vss 2.3328e-15
rwr2 row2 r2 1.959552
cwr2 r2 vss 2.3328e-15
rwr3 row3 r3 1.959552
cwr3 r3 vss 2.3328e-15
rwr4 row4 r4 1.959552
cwr4 r4 vss 2.3328e-15
rwr5 row5 r5 1.959552
cwr5 r5 vss 2.3328e-15
rwr6 row6 r6 1.959552
cwr6 r6 vss 2.3328e-15
rwr7 row7 r7 1.959552
cwr7 r7 vss 2.3328e-15
rwk0 col0 k0 1.959552
cwk0 k0 vss 2.3328e-15
rwk1 col1 k1 1.959552
cwk1 k1 vss 2.3328e-15
rwk2 col2 k2 1.959552
cwk2 k2 vss 2.3328e-15
rwk3 col3 k3 1.959552
cwk3 k3 vss 2.3328e-15
rwk4 col4 k4 1.959552
cwk4 k4 vss 2.3328e-15
rwk5 col5 k5 1.959552
cwk5 k5 vss 2.3328e-15
rwk6 col6 k6 1.959552
cwk6 k6 vss 2.3328e-15
rwk7 col7 k7 1.959552
cwk7 k7 vss 2.3328e-15
xc0_0 r0 k0 gd_memristor g=2.3715705618365e-6
xc0_1 r0 k1 gd_memristor g=3.0946631022728e-6
xc0_2 r0 k2 gd_memristor g=6.30263279261165e-6
xc0_3 r0 k3 gd_memristor g=1.754554145889e-5
xc0_4 r0 k4 gd_memristor g=7.45979695824085e-6
xc0_5 r0 k5 gd_memristor g=1.10047908850441e-6
xc0_6 r0 k6 gd_memristor g=1.90394417657258e-6
xc0_7 r0 k7 gd_memristor g=9.64912770301995e-6
xc1_0 r1 k0 gd_memristor g=1.925295707484e-5
xc1_1 r1 k1 gd_memristor g=8.90140647062302e-6
xc1_2 r1 k2 gd_memristor g=2.78783778594624e-6
xc1_3 r1 k3 gd_memristor g=1.15121065996796e-5
xc1_4 r1 k4 gd_memristor g=1.30944437173573e-5
xc1_5 r1 k5 gd_memristor g=6.93215877054294e-6
xc1_6 r1 k6 gd_memristor g=3.84131549093183e-6
xc1_7 r1 k7 gd_memristor g=5.59348481786067e-6
xc2_0 r2 k0 gd_memristor g=4.95176061630387e-6
xc2_1 r2 k1 gd_memristor g=1.11658485388376e-5
xc2_2 r2 k2 gd_memristor g=1.77621782695056e-5
xc2_3 r2 k3 gd_memristor g=1.28898365614459e-5
xc2_4 r2 k4 gd_memristor g=4.39935756610596e-6
xc2_5 r2 k5 gd_memristor g=6.87289219970663e-6
xc2_6 r2 k6 gd_memristor g=4.9318104620674e-6
xc2_7 r2 k7 gd_memristor g=1.34340619163426e-5
xc3_0 r3 k0 gd_memristor g=7.51334087844675e-6
xc3_1 r3 k1 gd_memristor g=1.20256208339556e-5
xc3_2 r3 k2 gd_memristor g=1.71862833228603e-5
xc3_3 r3 k3 gd_memristor g=3.16236459944557e-6
xc3_4 r3 k4 gd_memristor g=1.46760344193176e-5
xc3_5 r3 k5 gd_memristor g=1.97118652371183e-5
xc3_6 r3 k6 gd_memristor g=1.21270728930043e-5
xc3_7 r3 k7 gd_memristor g=7.35426982816295e-6
xc4_0 r4 k0 gd_memristor g=9.87992597024684e-6
xc4_1 r4 k1 gd_memristor g=4.70841830548098e-6
xc4_2 r4 k2 gd_memristor g=4.47077125743741e-6
xc4_3 r4 k3 gd_memristor g=8.91509360750375e-6
xc4_4 r4 k4 gd_memristor g=4.01860954512615e-6
xc4_5 r4 k5 gd_memristor g=3.23717494327556e-6
xc4_6 r4 k6 gd_memristor g=1.36463298364236e-5
xc4_7 r4 k7 gd_memristor g=6.39825062678696e-6
xc5_0 r5 k0 gd_memristor g=1.54576741153348e-5
xc5_1 r5 k1 gd_memristor g=1.59238739288057e-5
xc5_2 r5 k2 gd_memristor g=1.43250755385985e-5
xc5_3 r5 k3 gd_memristor g=5.01379723351802e-6
xc5_4 r5 k4 gd_memristor g=1.11084128169477e-5
xc5_5 r5 k5 gd_memristor g=7.77190250746142e-6
xc5_6 r5 k6 gd_memristor g=1.55605896548712e-5
xc5_7 r5 k7 gd_memristor g=7.7887620765458e-6
xc6_0 r6 k0 gd_memristor g=9.8911502196416e-6
xc6_1 r6 k1 gd_memristor g=1.57097256872237e-5
xc6_2 r6 k2 gd_memristor g=1.74422210789071e-6
xc6_3 r6 k3 gd_memristor g=2.82337608697513e-6
xc6_4 r6 k4 gd_memristor g=6.38092956500272e-6
xc6_5 r6 k5 gd_memristor g=3.7418340502378e-6
xc6_6 r6 k6 gd_memristor g=1.44938967094969e-5
xc6_7 r6 k7 gd_memristor g=1.49419522084462e-5
xc7_0 r7 k0 gd_memristor g=2.55180714427094e-6
xc7_1 r7 k1 gd_memristor g=1.26180548365968e-5
xc7_2 r7 k2 gd_memristor g=1.86558713528032e-5
xc7_3 r7 k3 gd_memristor g=1.65353972646563e-5
xc7_4 r7 k4 gd_memristor g=1.28492785487567e-5
xc7_5 r7 k5 gd_memristor g=4.33913499096475e-6
xc7_6 r7 k6 gd_memristor g=5.35926577413942e-6
xc7_7 r7 k7 gd_memristor g=1.19248675745916e-5
.ends tile_0_0_0

* connection 1, rows 0..7, columns 8..9
.subckt tile_0_0_1 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 vss
rwr0 row0 r0 4.89888e-1
cwr0 r0 vss 5.832e-16
rwr1 row1 r1 4.89888e-1
cwr1 r1 vss 5.832e-16
rwr2 row2 r2 4.89888e-1
cwr2 r2 vss 5.832e-16
rwr3 row3 r3 4.89888e-1
cwr3 r3 vss 5.832e-16
rwr4 row4 r4 4.89888e-1
cwr4 r4 vss 5.832e-16
rwr5 row5 r5 4.89888e-1
cwr5 r5 vss 5.832e-16
rwr6 row6 r6 4.89888e-1
cwr6 r6 vss 5.832e-16
rwr7 row7 r7 4.89888e-1
cwr7 r7 vss 5.832e-16
rwk0 col0 k0 1.959552
cwk0 k0 vss 2.3328e-15
rwk1 col1 k1 1.959552
cwk1 k1 vss 2.3328e-15
xc0_0 r0 k0 gd_memristor g=1.17643582955659e-5
xc0_1 r0 k1 gd_memristor g=1.79258277134484e-5
xc1_0 r1 k0 gd_memristor g=4.62359601039669e-6
xc1_1 r1 k1 gd_memristor g=1.40372969915228e-5
xc2_0 r2 k0 gd_memristor g=2.61158944941079e-6
xc2_1 r2 k1 gd_memristor g=1.71577556122967e-5
xc3_0 r3 k0 gd_memristor g=1.92376397292336e-5
xc3_1 r3 k1 gd_memristor g=8.78323468232924e-6
xc4_0 r4 k0 gd_memristor g=2.59729412846851e-6
xc4_1 r4 k1 gd_memristor g=2.18229395692606e-6
xc5_0 r5 k0 gd_memristor g=1.54603514050927e-5
xc5_1 r5 k1 gd_memristor g=9.75520411738286e-6
xc6_0 r6 k0 gd_memristor g=3.3363944934312e-6
xc6_1 r6 k1 gd_memristor g=7.06309697637002e-6
xc7_0 r7 k0 gd_memristor g=1.23322183383408e-5
xc7_1 r7 k1 gd_memristor g=1.7296065602797e-5
.ends tile_0_0_1

* connection 1, rows 8..9, columns 0..7
.subckt tile_0_1_0 row0 row1 col0 col1 col2 col3 col4 col5 col6 col7 vss
rwr0 row0 r0 1.959552
cwr0 r0 vss 2.3328e-15
rwr1 row1 r1 1.959552
cwr1 r1 vss 2.3328e-15
rwk0 col0 k0 4.89888e-1
cwk0 k0 vss 5.832e-16
rwk1 col1 k1 4.89888e-1
cwk1 k1 vss 5.832e-16
rwk2 col2 k2 4.89888e-1
cwk2 k2 vss 5.832e-16
rwk3 col3 k3 4.89888e-1
cwk3 k3 vss 5.832e-16
rwk4 col4 k4 4.89888e-1
cwk4 k4 vss 5.832e-16
rwk5 col5 k5 4.89888e-1
cwk5 k5 vss 5.832e-16
rwk6 col6 k6 4.89888e-1
cwk6 k6 vss 5.832e-16
rwk7 col7 k7 4.89888e-1
cwk7 k7 vss 5.832e-16
xc0_0 r0 k0 gd_memristor g=1.78808000364294e-5
xc0_1 r0 k1 gd_memristor g=1.55163318193867e-5
xc0_2 r0 k2 gd_memristor g=1.70860865278659e-5
xc0_3 r0 k3 gd_memristor g=8.93635574902877e-6
xc0_4 r0 k4 gd_memristor g=1.65892429941803e-5
xc0_5 r0 k5 gd_memristor g=7.76727206593864e-6
xc0_6 r0 k6 gd_memristor g=1.83685859141992e-5
xc0_7 r0 k7 gd_memristor g=1.45963667148847e-5
xc1_0 r1 k0 gd_memristor g=1.37333071620834e-5
xc1_1 r1 k1 gd_memristor g=1.98947340074312e-6
xc1_2 r1 k2 gd_memristor g=9.5737975865721e-6
xc1_3 r1 k3 gd_memristor g=7.649056714888e-6
xc1_4 r1 k4 gd_memristor g=1.42715481357097e-6
xc1_5 r1 k5 gd_memristor g=5.69451222239385e-6
xc1_6 r1 k6 gd_memristor g=9.89591519442865e-6
xc1_7 r1 k7 gd_memristor g=1.79131213344189e-5
.ends tile_0_1_0

* connection 1, rows 8..9, columns 8..9
.subckt tile_0_1_1 row0 row1 col0 col1 vss
rwr0 row0 r0 4.89888e-1
cwr0 r0 vss 5.832e-16
rwr1 row1 r1 4.89888e-1
cwr1 r1 vss 5.832e-16
rwk0 col0 k0 4.89888e-1
cwk0 k0 vss 5.832e-16
rwk1 col1 k1 4.89888e-1
cwk1 k1 vss 5.832e-16
xc0_0 r0 k0 gd_memristor g=1.73674342932109e-5
xc0_1 r0 k1 gd_memristor g=1.000836906187e-5
xc1_0 r1 k0 gd_memristor g=4.78403019231209e-6
xc1_1 r1 k1 gd_memristor g=4.66205543435215e-6
.ends tile_0_1_1

* connection 2, rows 0..7, columns 0..5
.subckt tile_1_0_0 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 col2 col3 col4 col5 vss
rwr0 row0 r0 1.469664
cwr0 r0 vss 1.7496e-15
rwr1 row1 r1 1.469664
cwr1 r1 vss 1.7496e-15
rwr2 row2 r2 1.469664
cwr2 r2 vss 1.7496e-15
rwr3 row3 r3 1.469664
cwr3 r3 vss 1.7496e-15
rwr4 row4 r4 1.469664
cwr4 r4 vss 1.7496e-15
rwr5 row5 r5 1.469664
cwr5 r5 vss 1.7496e-15
rwr6 row6 r6 1.469664
cwr6 r6 vss 1.7496e-15
rwr7 row7 r7 1.469664
cwr7 r7 vss 1.7496e-15
rwk0 col0 k0 1.959552
cwk0 k0 vss 2.3328e-15
rwk1 col1 k1 1.959552
cwk1 k1 vss 2.3328e-15
rwk2 col2 k2 1.959552
cwk2 k2 vss 2.3328e-15
rwk3 col3 k3 1.959552
cwk3 k3 vss 2.3328e-15
rwk4 col4 k4 1.959552
cwk4 k4 vss 2.3328e-15
rwk5 col5 k5 1.959552
cwk5 k5 vss 2.3328e-15
xc0_0 r0 k0 gd_memristor g=7.81354604822337e-6
xc0_1 r0 k1 gd_memristor g=7.16323512617548e-6
xc0_2 r0 k2 gd_memristor g=8.60636017804289e-6
xc0_3 r0 k3 gd_memristor g=4.559909546507e-6
xc0_4 r0 k4 gd_memristor g=1.31063251254168e-5
xc0_5 r0 k5 gd_memristor g=1.73371490289634e-5
xc1_0 r1 k0 gd_memristor g=2.02317717923945e-5
xc1_1 r1 k1 gd_memristor g=1.49417020207379e-5
xc1_2 r1 k2 gd_memristor g=1.20878843854466e-5
xc1_3 r1 k3 gd_memristor g=3.41968870812247e-6
xc1_4 r1 k4 gd_memristor g=7.10674185013386e-6
xc1_5 r1 k5 gd_memristor g=1.80408369194548e-5
xc2_0 r2 k0 gd_memristor g=6.60896120487849e-6
xc2_1 r2 k1 gd_memristor g=1.03419377786973e-6
xc2_2 r2 k2 gd_memristor g=7.39698074665048e-6
xc2_3 r2 k3 gd_memristor g=1.65253002827208e-5
xc2_4 r2 k4 gd_memristor g=4.23333055938755e-6
xc2_5 r2 k5 gd_memristor g=1.85281434379225e-5
xc3_0 r3 k0 gd_memristor g=4.94891414223705e-6
xc3_1 r3 k1 gd_memristor g=1.9207426265084e-5
xc3_2 r3 k2 gd_memristor g=1.60851611013167e-5
xc3_3 r3 k3 gd_memristor g=1.72263713787355e-5
xc3_4 r3 k4 gd_memristor g=4.95446642788496e-6
xc3_5 r3 k5 gd_memristor g=3.0915131782082e-6
xc4_0 r4 k0 gd_memristor g=1.22795158624944e-5
xc4_1 r4 k1 gd_memristor g=1.36910809341483e-5
xc4_2 r4 k2 gd_memristor g=7.10547376674127e-6
xc4_3 r4 k3 gd_memristor g=7.24732839400976e-6
xc4_4 r4 k4 gd_memristor g=2.39303209620207e-6
xc4_5 r4 k5 gd_memristor g=1.64646063684027e-5
xc5_0 r5 k0 gd_memristor g=7.15762372782735e-6
xc5_1 r5 k1 gd_memristor g=5.18556722442774e-6
xc5_2 r5 k2 gd_memristor g=3.09124575337346e-6
xc5_3 r5 k3 gd_memristor g=1.50062047175811e-5
xc5_4 r5 k4 gd_memristor g=3.18635811706851e-6
xc5_5 r5 k5 gd_memristor g=2.98663727944525e-6
xc6_0 r6 k0 gd_memristor g=8.74194563814419e-6
xc6_1 r6 k1 gd_memristor g=7.78341756880033e-6
xc6_2 r6 k2 gd_memristor g=1.98870675923379e-5
xc6_3 r6 k3 gd_memristor g=5.31510708338505e-6
xc6_4 r6 k4 gd_memristor g=1.78121886617838e-5
xc6_5 r6 k5 gd_memristor g=1.44555765026821e-5
xc7_0 r7 k0 gd_memristor g=1.87666051529171e-5
xc7_1 r7 k1 gd_memristor g=1.83832847278213e-5
xc7_2 r7 k2 gd_memristor g=1.432324757057e-5
xc7_3 r7 k3 gd_memristor g=6.59407523927535e-6
xc7_4 r7 k4 gd_memristor g=3.19722129538621e-6
xc7_5 r7 k5 gd_memristor g=4.43371699382485e-6
.ends tile_1_0_0

* connection 2, rows 8..11, columns 0..5
.subckt tile_1_1_0 row0 row1 row2 row3 col0 col1 col2 col3 col4 col5 vss
rwr0 row0 r0 1.469664
cwr0 r0 vss 1.7496e-15
rwr1 row1 r1 1.469664
cwr1 r1 vss 1.7496e-15
rwr2 row2 r2 1.469664
cwr2 r2 vss 1.7496e-15
rwr3 row3 r3 1.469664
cwr3 r3 vss 1.7496e-15
rwk0 col0 k0 9.79776e-1
cwk0 k0 vss 1.1664e-15
rwk1 col1 k1 9.79776e-1
cwk1 k1 vss 1.1664e-15
rwk2 col2 k2 9.79776e-1
cwk2 k2 vss 1.1664e-15
rwk3 col3 k3 9.79776e-1
cwk3 k3 vss 1.1664e-15
rwk4 col4 k4 9.79776e-1
cwk4 k4 vss 1.1664e-15
rwk5 col5 k5 9.79776e-1
cwk5 k5 vss 1.1664e-15
xc0_0 r0 k0 gd_memristor g=1.29136122117217e-5
xc0_1 r0 k1 gd_memristor g=1.73136652279222e-5
xc0_2 r0 k2 gd_memristor g=1.84606161771255e-5
xc0_3 r0 k3 gd_memristor g=1.57225004289394e-5
xc0_4 r0 k4 gd_memristor g=9.91505584141292e-6
xc0_5 r0 k5 gd_memristor g=3.13054110327728e-6
xc1_0 r1 k0 gd_memristor g=1.37831671920467e-5
xc1_1 r1 k1 gd_memristor g=1.80446376838178e-5
xc1_2 r1 k2 gd_memristor g=7.63877842602175e-6
xc1_3 r1 k3 gd_memristor g=8.90902979882505e-6
xc1_4 r1 k4 gd_memristor g=1.32306639040685e-5
xc1_5 r1 k5 gd_memristor g=1.271635618306e-5
xc2_0 r2 k0 gd_memristor g=7.62696980928854e-6
xc2_1 r2 k1 gd_memristor g=1.08098726311483e-5
xc2_2 r2 k2 gd_memristor g=1.83186707974058e-5
xc2_3 r2 k3 gd_memristor g=1.24608458880157e-5
xc2_4 r2 k4 gd_memristor g=1.53063992851448e-5
xc2_5 r2 k5 gd_memristor g=1.95967192480736e-6
xc3_0 r3 k0 gd_memristor g=7.4247756870605e-6
xc3_1 r3 k1 gd_memristor g=1.86263056291e-5
xc3_2 r3 k2 gd_memristor g=1.37415107848809e-5
xc3_3 r3 k3 gd_memristor g=1.10379678036052e-5
xc3_4 r3 k4 gd_memristor g=1.35554504607497e-5
xc3_5 r3 k5 gd_memristor g=7.86586897554948e-6
.ends tile_1_1_0

