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
xc0_0 r0 k0 gd_memristor g=1.10811405504991e-6
xc0_1 r0 k1 gd_memristor g=1.47640677750289e-5
xc0_2 r0 k2 gd_memristor g=7.99748094769956e-6
xc0_3 r0 k3 gd_memristor g=4.97577492060203e-6
xc0_4 r0 k4 gd_memristor g=8.00923096515061e-6
xc0_5 r0 k5 gd_memristor g=1.9416335110917e-5
xc0_6 r0 k6 gd_memristor g=1.61814318336152e-5
xc0_7 r0 k7 gd_memristor g=1.76719464076526e-5
xc1_0 r1 k0 gd_memristor g=8.25760861325746e-6
xc1_1 r1 k1 gd_memristor g=9.78107544642796e-6
xc1_2 r1 k2 gd_memristor g=1.55882936450975e-5
xc1_3 r1 k3 gd_memristor g=5.67711687994682e-6
xc1_4 r1 k4 gd_memristor g=1.14964268378431e-5
xc1_5 r1 k5 gd_memristor g=1.28882023520704e-5
xc1_6 r1 k6 gd_memristor g=1.1587268646769e-5
xc1_7 r1 k7 gd_memristor g=1.85017144292457e-5
xc2_0 r2 k0 gd_memristor g=1.000122434172e-5
xc2_1 r2 k1 gd_memristor g=1.87248285424848e-5
xc2_2 r2 k2 gd_memristor g=1.20229453574382e-5
xc2_3 r2 k3 gd_memristor g=1.27976279442643e-5
xc2_4 r2 k4 gd_memristor g=1.07994994980365e-6
xc2_5 r2 k5 gd_memristor g=1.15837744273996e-5
xc2_6 r2 k6 gd_memristor g=1.3608731162546e-5
xc2_7 r2 k7 gd_memristor g=9.13152708033624e-6
xc3_0 r3 k0 gd_memristor g=1.98722444517518e-5
xc3_1 r3 k1 gd_memristor g=7.14296568231214e-6
xc3_2 r3 k2 gd_memristor g=1.00490088343051e-5
xc3_3 r3 k3 gd_memristor g=1.46027680544478e-6
xc3_4 r3 k4 gd_memristor g=3.1079412012711e-6
xc3_5 r3 k5 gd_memristor g=1.21668808620356e-5
xc3_6 r3 k6 gd_memristor g=1.20451041981238e-5
xc3_7 r3 k7 gd_memristor g=7.84364816286142e-6
xc4_0 r4 k0 gd_memristor g=2.14790396281353e-5
xc4_1 r4 k1 gd_memristor g=1.08043468279965e-5
xc4_2 r4 k2 gd_memristor g=1.51227956975053e-5
xc4_3 r4 k3 gd_memristor g=1.96053201487577e-6
xc4_4 r4 k4 gd_memristor g=1.89856083552169e-5
xc4_5 r4 k5 gd_memristor g=1.41998926716006e-5
xc4_6 r4 k6 gd_memristor g=1.89477680407896e-5
xc4_7 r4 k7 gd_memristor g=5.81405157105267e-6
xc5_0 r5 k0 gd_memristor g=8.06314694760614e-6
xc5_1 r5 k1 gd_memristor g=2.0241074687962e-5
xc5_2 r5 k2 gd_memristor g=1.29533289686608e-5
xc5_3 r5 k3 gd_memristor g=1.50495993624138e-5
xc5_4 r5 k4 gd_memristor g=1.0773084671388e-6
xc5_5 r5 k5 gd_memristor g=1.14855742951453e-5
xc5_6 r5 k6 gd_memristor g=4.01543114522822e-6
xc5_7 r5 k7 gd_memristor g=2.18733626018264e-6
xc6_0 r6 k0 gd_memristor g=1.74699213000111e-5
xc6_1 r6 k1 gd_memristor g=6.31049479540707e-6
xc6_2 r6 k2 gd_memristor g=4.39315068503604e-6
xc6_3 r6 k3 gd_memristor g=1.33833634643321e-5
xc6_4 r6 k4 gd_memristor g=1.77922771897071e-5
xc6_5 r6 k5 gd_memristor g=1.9047707098867e-5
xc6_6 r6 k6 gd_memristor g=2.97254944495467e-6
xc6_7 r6 k7 gd_memristor g=7.6396233381512e-6
xc7_0 r7 k0 gd_memristor g=1.01122118621282e-6
xc7_1 r7 k1 gd_memristor g=1.16351902462492e-5
xc7_2 r7 k2 gd_memristor g=9.60416691053923e-6
xc7_3 r7 k3 gd_memristor g=1.545433323058e-5
xc7_4 r7 k4 gd_memristor g=1.01351368950227e-6
xc7_5 r7 k5 gd_memristor g=1.10355004374361e-5
xc7_6 r7 k6 gd_memristor g=1.05837908427175e-5
xc7_7 r7 k7 gd_memristor g=1.94824847288584e-5
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
xc0_0 r0 k0 gd_memristor g=1.18886691351167e-5
xc0_1 r0 k1 gd_memristor g=1.08090168285805e-6
xc1_0 r1 k0 gd_memristor g=1.28157220013639e-5
xc1_1 r1 k1 gd_memristor g=2.72041013937746e-6
xc2_0 r2 k0 gd_memristor g=9.54909068576033e-6
xc2_1 r2 k1 gd_memristor g=1.05604022243536e-6
xc3_0 r3 k0 gd_memristor g=2.70826979433383e-6
xc3_1 r3 k1 gd_memristor g=1.3815343097797e-5
xc4_0 r4 k0 gd_memristor g=1.08574843119423e-6
xc4_1 r4 k1 gd_memristor g=2.34047726980764e-5
xc5_0 r5 k0 gd_memristor g=1.16641256311815e-5
xc5_1 r5 k1 gd_memristor g=1.00318565237333e-6
xc6_0 r6 k0 gd_memristor g=2.3618323224844e-6
xc6_1 r6 k1 gd_memristor g=1.94007481326556e-5
xc7_0 r7 k0 gd_memristor g=2.60030484423565e-5
xc7_1 r7 k1 gd_memristor g=3.57151209457767e-6
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
xc0_0 r0 k0 gd_memristor g=1.4465473600032e-5
xc0_1 r0 k1 gd_memristor g=3.82488002146837e-6
xc0_2 r0 k2 gd_memristor g=7.52005781551662e-6
xc0_3 r0 k3 gd_memristor g=9.14458319662913e-6
xc0_4 r0 k4 gd_memristor g=2.96382548963534e-6
xc0_5 r0 k5 gd_memristor g=1.26289296660262e-5
xc0_6 r0 k6 gd_memristor g=7.18259956995515e-6
xc0_7 r0 k7 gd_memristor g=3.96815707000088e-6
xc1_0 r1 k0 gd_memristor g=1.42140612068947e-5
xc1_1 r1 k1 gd_memristor g=9.35171025724723e-6
xc1_2 r1 k2 gd_memristor g=5.60165565311893e-6
xc1_3 r1 k3 gd_memristor g=1.92512876453582e-5
xc1_4 r1 k4 gd_memristor g=1.90209474917772e-5
xc1_5 r1 k5 gd_memristor g=8.92228739314746e-6
xc1_6 r1 k6 gd_memristor g=4.26984692375148e-6
xc1_7 r1 k7 gd_memristor g=1.21476355440194e-5
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
xc0_0 r0 k0 gd_memristor g=1.5613271885601e-5
xc0_1 r0 k1 gd_memristor g=1.0264533231006e-6
xc1_0 r1 k0 gd_memristor g=1.52858219610521e-5
xc1_1 r1 k1 gd_memristor g=1.58290796745928e-5
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
xc0_0 r0 k0 gd_memristor g=1.20132729243142e-5
xc0_1 r0 k1 gd_memristor g=1.80164000030651e-5
xc0_2 r0 k2 gd_memristor g=2.8219106906013e-6
xc0_3 r0 k3 gd_memristor g=1.62265464119571e-5
xc0_4 r0 k4 gd_memristor g=1.60799140499439e-5
xc0_5 r0 k5 gd_memristor g=1.09930148356656e-5
xc1_0 r1 k0 gd_memristor g=7.73816986713032e-6
xc1_1 r1 k1 gd_memristor g=1.4306922298003e-5
xc1_2 r1 k2 gd_memristor g=4.10899612089417e-6
xc1_3 r1 k3 gd_memristor g=4.65987248387197e-6
xc1_4 r1 k4 gd_memristor g=1.80798581836315e-5
xc1_5 r1 k5 gd_memristor g=1.83899931546077e-5
xc2_0 r2 k0 gd_memristor g=1.2941251084947e-5
xc2_1 r2 k1 gd_memristor g=2.45344646146428e-6
xc2_2 r2 k2 gd_memristor g=1.53013742189423e-5
xc2_3 r2 k3 gd_memristor g=1.71331649677502e-5
xc2_4 r2 k4 gd_memristor g=5.39188244428294e-6
xc2_5 r2 k5 gd_memristor g=1.71087801736467e-5
xc3_0 r3 k0 gd_memristor g=1.48740092994967e-5
xc3_1 r3 k1 gd_memristor g=3.03524137946818e-6
xc3_2 r3 k2 gd_memristor g=1.12580473819266e-5
xc3_3 r3 k3 gd_memristor g=1.80409981640806e-5
xc3_4 r3 k4 gd_memristor g=1.43288629805472e-5
xc3_5 r3 k5 gd_memristor g=1.2738332567446e-5
xc4_0 r4 k0 gd_memristor g=2.08869722900736e-5
xc4_1 r4 k1 gd_memristor g=8.80488024530516e-6
xc4_2 r4 k2 gd_memristor g=3.32565399031114e-6
xc4_3 r4 k3 gd_memristor g=1.81498056227809e-5
xc4_4 r4 k4 gd_memristor g=2.23461588848456e-5
xc4_5 r4 k5 gd_memristor g=1.00878896992679e-5
xc5_0 r5 k0 gd_memristor g=2.13213023083871e-6
xc5_1 r5 k1 gd_memristor g=3.18379859501077e-6
xc5_2 r5 k2 gd_memristor g=1.5696127041184e-5
xc5_3 r5 k3 gd_memristor g=1.20768435486074e-5
xc5_4 r5 k4 gd_memristor g=2.73323099871408e-6
xc5_5 r5 k5 gd_memristor g=9.03541637733941e-6
xc6_0 r6 k0 gd_memristor g=1.5497948470551e-5
xc6_1 r6 k1 gd_memristor g=8.7766079713439e-6
xc6_2 r6 k2 gd_memristor g=6.62314238395975e-6
xc6_3 r6 k3 gd_memristor g=6.23913769041889e-6
xc6_4 r6 k4 gd_memristor g=7.83482781125746e-6
xc6_5 r6 k5 gd_memristor g=2.48421194878144e-6
xc7_0 r7 k0 gd_memristor g=1.85593205313057e-5
xc7_1 r7 k1 gd_memristor g=1.85504515001319e-5
xc7_2 r7 k2 gd_memristor g=9.89761841102808e-6
xc7_3 r7 k3 gd_memristor g=2.08658231875757e-6
xc7_4 r7 k4 gd_memristor g=8.63372418106749e-6
xc7_5 r7 k5 gd_memristor g=1.0139539344117e-5
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
xc0_0 r0 k0 gd_memristor g=1.41610796889281e-5
xc0_1 r0 k1 gd_memristor g=5.78307487887074e-6
xc0_2 r0 k2 gd_memristor g=1.99139452748066e-5
xc0_3 r0 k3 gd_memristor g=8.8871596641405e-6
xc0_4 r0 k4 gd_memristor g=1.01955789898304e-6
xc0_5 r0 k5 gd_memristor g=1.60921932079442e-5
xc1_0 r1 k0 gd_memristor g=4.1391020904483e-6
xc1_1 r1 k1 gd_memristor g=1.74523752230363e-5
xc1_2 r1 k2 gd_memristor g=2.17602054566217e-5
xc1_3 r1 k3 gd_memristor g=1.00295663662184e-6
xc1_4 r1 k4 gd_memristor g=2.57188593206728e-6
xc1_5 r1 k5 gd_memristor g=9.06115592377001e-6
xc2_0 r2 k0 gd_memristor g=8.34142745918017e-6
xc2_1 r2 k1 gd_memristor g=1.09089203675427e-5
xc2_2 r2 k2 gd_memristor g=5.95617215708292e-6
xc2_3 r2 k3 gd_memristor g=2.26011050914136e-6
xc2_4 r2 k4 gd_memristor g=1.69522203035517e-6
xc2_5 r2 k5 gd_memristor g=1.51573392663391e-5
xc3_0 r3 k0 gd_memristor g=4.84609261204674e-6
xc3_1 r3 k1 gd_memristor g=9.72855845093649e-6
xc3_2 r3 k2 gd_memristor g=2.74052308025641e-6
xc3_3 r3 k3 gd_memristor g=1.26569947944405e-5
xc3_4 r3 k4 gd_memristor g=5.3030946175444e-6
xc3_5 r3 k5 gd_memristor g=1.6296067152465e-5
.ends tile_1_1_0

