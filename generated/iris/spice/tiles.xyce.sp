* iris: crossbar tiles, xyce, written by grenadyn
* connection 1, rows 0..7, columns 0..7
.subckt tile_0_0_0 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 col2 col3 col4 col5 col6 col7 vss
xc0_0 row0 col0 gd_memristor PARAMS: g=1.10811405504991e-6
xc0_1 row0 col1 gd_memristor PARAMS: g=1.47640677750289e-5
xc0_2 row0 col2 gd_memristor PARAMS: g=7.99748094769956e-6
xc0_3 row0 col3 gd_memristor PARAMS: g=4.97577492060203e-6
xc0_4 row0 col4 gd_memristor PARAMS: g=8.00923096515061e-6
xc0_5 row0 col5 gd_memristor PARAMS: g=1.9416335110917e-5
xc0_6 row0 col6 gd_memristor PARAMS: g=1.61814318336152e-5
xc0_7 row0 col7 gd_memristor PARAMS: g=1.76719464076526e-5
xc1_0 row1 col0 gd_memristor PARAMS: g=8.25760861325746e-6
xc1_1 row1 col1 gd_memristor PARAMS: g=9.78107544642796e-6
xc1_2 row1 col2 gd_memristor PARAMS: g=1.55882936450975e-5
xc1_3 row1 col3 gd_memristor PARAMS: g=5.67711687994682e-6
xc1_4 row1 col4 gd_memristor PARAMS: g=1.14964268378431e-5
xc1_5 row1 col5 gd_memristor PARAMS: g=1.28882023520704e-5
xc1_6 row1 col6 gd_memristor PARAMS: g=1.1587268646769e-5
xc1_7 row1 col7 gd_memristor PARAMS: g=1.85017144292457e-5
xc2_0 row2 col0 gd_memristor PARAMS: g=1.000122434172e-5
xc2_1 row2 col1 gd_memristor PARAMS: g=1.87248285424848e-5
xc2_2 row2 col2 gd_memristor PARAMS: g=1.20229453574382e-5
xc2_3 row2 col3 gd_memristor PARAMS: g=1.27976279442643e-5
xc2_4 row2 col4 gd_memristor PARAMS: g=1.07994994980365e-6
xc2_5 row2 col5 gd_memristor PARAMS: g=1.15837744273996e-5
xc2_6 row2 col6 gd_memristor PARAMS: g=1.3608731162546e-5
xc2_7 row2 col7 gd_memristor PARAMS: g=9.13152708033624e-6
xc3_0 row3 col0 gd_memristor PARAMS: g=1.98722444517518e-5
xc3_1 row3 col1 gd_memristor PARAMS: g=7.14296568231214e-6
xc3_2 row3 col2 gd_memristor PARAMS: g=1.00490088343051e-5
xc3_3 row3 col3 gd_memristor PARAMS: g=1.46027680544478e-6
xc3_4 row3 col4 gd_memristor PARAMS: g=3.1079412012711e-6
xc3_5 row3 col5 gd_memristor PARAMS: g=1.21668808620356e-5
xc3_6 row3 col6 gd_memristor PARAMS: g=1.20451041981238e-5
xc3_7 row3 col7 gd_memristor PARAMS: g=7.84364816286142e-6
xc4_0 row4 col0 gd_memristor PARAMS: g=2.14790396281353e-5
xc4_1 row4 col1 gd_memristor PARAMS: g=1.08043468279965e-5
xc4_2 row4 col2 gd_memristor PARAMS: g=1.51227956975053e-5
xc4_3 row4 col3 gd_memristor PARAMS: g=1.96053201487577e-6
xc4_4 row4 col4 gd_memristor PARAMS: g=1.89856083552169e-5
xc4_5 row4 col5 gd_memristor PARAMS: g=1.41998926716006e-5
xc4_6 row4 col6 gd_memristor PARAMS: g=1.89477680407896e-5
xc4_7 row4 col7 gd_memristor PARAMS: g=5.81405157105267e-6
xc5_0 row5 col0 gd_memristor PARAMS: g=8.06314694760614e-6
xc5_1 row5 col1 gd_memristor PARAMS: g=2.0241074687962e-5
xc5_2 row5 col2 gd_memristor PARAMS: g=1.29533289686608e-5
xc5_3 row5 col3 gd_memristor PARAMS: g=1.50495993624138e-5
xc5_4 row5 col4 gd_memristor PARAMS: g=1.0773084671388e-6
xc5_5 row5 col5 gd_memristor PARAMS: g=1.14855742951453e-5
xc5_6 row5 col6 gd_memristor PARAMS: g=4.01543114522822e-6
xc5_7 row5 col7 gd_memristor PARAMS: g=2.18733626018264e-6
xc6_0 row6 col0 gd_memristor PARAMS: g=1.74699213000111e-5
xc6_1 row6 col1 gd_memristor PARAMS: g=6.31049479540707e-6
xc6_2 row6 col2 gd_memristor PARAMS: g=4.39315068503604e-6
xc6_3 row6 col3 gd_memristor PARAMS: g=1.33833634643321e-5
xc6_4 row6 col4 gd_memristor PARAMS: g=1.77922771897071e-5
xc6_5 row6 col5 gd_memristor PARAMS: g=1.9047707098867e-5
xc6_6 row6 col6 gd_memristor PARAMS: g=2.97254944495467e-6
xc6_7 row6 col7 gd_memristor PARAMS: g=7.6396233381512e-6
xc7_0 row7 col0 gd_memristor PARAMS: g=1.01122118621282e-6
xc7_1 row7 col1 gd_memristor PARAMS: g=1.16351902462492e-5
xc7_2 row7 col2 gd_memristor PARAMS: g=9.60416691053923e-6
xc7_3 row7 col3 gd_memristor PARAMS: g=1.545433323058e-5
xc7_4 row7 col4 gd_memristor PARAMS: g=1.01351368950227e-6
xc7_5 row7 col5 gd_memristor PARAMS: g=1.10355004374361e-5
xc7_6 row7 col6 gd_memristor PARAMS: g=1.05837908427175e-5
xc7_7 row7 col7 gd_memristor PARAMS: g=1.94824847288584e-5
.ends tile_0_0_0

* connection 1, rows 0..7, columns 8..9
.subckt tile_0_0_1 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 vss
xc0_0 row0 col0 gd_memristor PARAMS: g=1.18886691351167e-5
xc0_1 row0 col1 gd_memristor PARAMS: g=1.08090168285805e-6
xc1_0 row1 col0 gd_memristor PARAMS: g=1.28157220013639e-5
xc1_1 row1 col1 gd_memristor PARAMS: g=2.72041013937746e-6
xc2_0 row2 col0 gd_memristor PARAMS: g=9.54909068576033e-6
xc2_1 row2 col1 gd_memristor PARAMS: g=1.05604022243536e-6
xc3_0 row3 col0 gd_memristor PARAMS: g=2.70826979433383e-6
xc3_1 row3 col1 gd_memristor PARAMS: g=1.3815343097797e-5
xc4_0 row4 col0 gd_memristor PARAMS: g=1.08574843119423e-6
xc4_1 row4 col1 gd_memristor PARAMS: g=2.34047726980764e-5
xc5_0 row5 col0 gd_memristor PARAMS: g=1.16641256311815e-5
xc5_1 row5 col1 gd_memristor PARAMS: g=1.00318565237333e-6
xc6_0 row6 col0 gd_memristor PARAMS: g=2.3618323224844e-6
xc6_1 row6 col1 gd_memristor PARAMS: g=1.94007481326556e-5
xc7_0 row7 col0 gd_memristor PARAMS: g=2.60030484423565e-5
xc7_1 row7 col1 gd_memristor PARAMS: g=3.57151209457767e-6
.ends tile_0_0_1

* connection 1, rows 8..9, columns 0..7
.subckt tile_0_1_0 row0 row1 col0 col1 col2 col3 col4 col5 col6 col7 vss
xc0_0 row0 col0 gd_memristor PARAMS: g=1.4465473600032e-5
xc0_1 row0 col1 gd_memristor PARAMS: g=3.82488002146837e-6
xc0_2 row0 col2 gd_memristor PARAMS: g=7.52005781551662e-6
xc0_3 row0 col3 gd_memristor PARAMS: g=9.14458319662913e-6
xc0_4 row0 col4 gd_memristor PARAMS: g=2.96382548963534e-6
xc0_5 row0 col5 gd_memristor PARAMS: g=1.26289296660262e-5
xc0_6 row0 col6 gd_memristor PARAMS: g=7.18259956995515e-6
xc0_7 row0 col7 gd_memristor PARAMS: g=3.96815707000088e-6
xc1_0 row1 col0 gd_memristor PARAMS: g=1.42140612068947e-5
xc1_1 row1 col1 gd_memristor PARAMS: g=9.35171025724723e-6
xc1_2 row1 col2 gd_memristor PARAMS: g=5.60165565311893e-6
xc1_3 row1 col3 gd_memristor PARAMS: g=1.92512876453582e-5
xc1_4 row1 col4 gd_memristor PARAMS: g=1.90209474917772e-5
xc1_5 row1 col5 gd_memristor PARAMS: g=8.92228739314746e-6
xc1_6 row1 col6 gd_memristor PARAMS: g=4.26984692375148e-6
xc1_7 row1 col7 gd_memristor PARAMS: g=1.21476355440194e-5
.ends tile_0_1_0

* connection 1, rows 8..9, columns 8..9
.subckt tile_0_1_1 row0 row1 col0 col1 vss
xc0_0 row0 col0 gd_memristor PARAMS: g=1.5613271885601e-5
xc0_1 row0 col1 gd_memristor PARAMS: g=1.0264533231006e-6
xc1_0 row1 col0 gd_memristor PARAMS: g=1.52858219610521e-5
xc1_1 row1 col1 gd_memristor PARAMS: g=1.58290796745928e-5
.ends tile_0_1_1

* connection 2, rows 0..7, columns 0..5
.subckt tile_1_0_0 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 col2 col3 col4 col5 vss
xc0_0 row0 col0 gd_memristor PARAMS: g=1.20132729243142e-5
xc0_1 row0 col1 gd_memristor PARAMS: g=1.80164000030651e-5
xc0_2 row0 col2 gd_memristor PARAMS: g=2.8219106906013e-6
xc0_3 row0 col3 gd_memristor PARAMS: g=1.62265464119571e-5
xc0_4 row0 col4 gd_memristor PARAMS: g=1.60799140499439e-5
xc0_5 row0 col5 gd_memristor PARAMS: g=1.09930148356656e-5
xc1_0 row1 col0 gd_memristor PARAMS: g=7.73816986713032e-6
xc1_1 row1 col1 gd_memristor PARAMS: g=1.4306922298003e-5
xc1_2 row1 col2 gd_memristor PARAMS: g=4.10899612089417e-6
xc1_3 row1 col3 gd_memristor PARAMS: g=4.65987248387197e-6
xc1_4 row1 col4 gd_memristor PARAMS: g=1.80798581836315e-5
xc1_5 row1 col5 gd_memristor PARAMS: g=1.83899931546077e-5
xc2_0 row2 col0 gd_memristor PARAMS: g=1.2941251084947e-5
xc2_1 row2 col1 gd_memristor PARAMS: g=2.45344646146428e-6
xc2_2 row2 col2 gd_memristor PARAMS: g=1.53013742189423e-5
xc2_3 row2 col3 gd_memristor PARAMS: g=1.71331649677502e-5
xc2_4 row2 col4 gd_memristor PARAMS: g=5.39188244428294e-6
xc2_5 row2 col5 gd_memristor PARAMS: g=1.71087801736467e-5
xc3_0 row3 col0 gd_memristor PARAMS: g=1.48740092994967e-5
xc3_1 row3 col1 gd_memristor PARAMS: g=3.03524137946818e-6
xc3_2 row3 col2 gd_memristor PARAMS: g=1.12580473819266e-5
xc3_3 row3 col3 gd_memristor PARAMS: g=1.80409981640806e-5
xc3_4 row3 col4 gd_memristor PARAMS: g=1.43288629805472e-5
xc3_5 row3 col5 gd_memristor PARAMS: g=1.2738332567446e-5
xc4_0 row4 col0 gd_memristor PARAMS: g=2.08869722900736e-5
xc4_1 row4 col1 gd_memristor PARAMS: g=8.80488024530516e-6
xc4_2 row4 col2 gd_memristor PARAMS: g=3.32565399031114e-6
xc4_3 row4 col3 gd_memristor PARAMS: g=1.81498056227809e-5
xc4_4 row4 col4 gd_memristor PARAMS: g=2.23461588848456e-5
xc4_5 row4 col5 gd_memristor PARAMS: g=1.00878896992679e-5
xc5_0 row5 col0 gd_memristor PARAMS: g=2.13213023083871e-6
xc5_1 row5 col1 gd_memristor PARAMS: g=3.18379859501077e-6
xc5_2 row5 col2 gd_memristor PARAMS: g=1.5696127041184e-5
xc5_3 row5 col3 gd_memristor PARAMS: g=1.20768435486074e-5
xc5_4 row5 col4 gd_memristor PARAMS: g=2.73323099871408e-6
xc5_5 row5 col5 gd_memristor PARAMS: g=9.03541637733941e-6
xc6_0 row6 col0 gd_memristor PARAMS: g=1.5497948470551e-5
xc6_1 row6 col1 gd_memristor PARAMS: g=8.7766079713439e-6
xc6_2 row6 col2 gd_memristor PARAMS: g=6.62314238395975e-6
xc6_3 row6 col3 gd_memristor PARAMS: g=6.23913769041889e-6
xc6_4 row6 col4 gd_memristor PARAMS: g=7.83482781125746e-6
xc6_5 row6 col5 gd_memristor PARAMS: g=2.48421194878144e-6
xc7_0 row7 col0 gd_memristor PARAMS: g=1.85593205313057e-5
xc7_1 row7 col1 gd_memristor PARAMS: g=1.85504515001319e-5
xc7_2 row7 col2 gd_memristor PARAMS: g=9.89761841102808e-6
xc7_3 row7 col3 gd_memristor PARAMS: g=2.08658231875757e-6
xc7_4 row7 col4 gd_memristor PARAMS: g=8.63372418106749e-6
xc7_5 row7 col5 gd_memristor PARAMS: g=1.0139539344117e-5
.ends tile_1_0_0

* connection 2, rows 8..11, columns 0..5
.subckt tile_1_1_0 row0 row1 row2 row3 col0 col1 col2 col3 col4 col5 vss
xc0_0 row0 col0 gd_memristor PARAMS: g=1.41610796889281e-5
xc0_1 row0 col1 gd_memristor PARAMS: g=5.78307487887074e-6
xc0_2 row0 col2 gd_memristor PARAMS: g=1.99139452748066e-5
xc0_3 row0 col3 gd_memristor PARAMS: g=8.8871596641405e-6
xc0_4 row0 col4 gd_memristor PARAMS: g=1.01955789898304e-6
xc0_5 row0 col5 gd_memristor PARAMS: g=1.60921932079442e-5
xc1_0 row1 col0 gd_memristor PARAMS: g=4.1391020904483e-6
xc1_1 row1 col1 gd_memristor PARAMS: g=1.74523752230363e-5
xc1_2 row1 col2 gd_memristor PARAMS: g=2.17602054566217e-5
xc1_3 row1 col3 gd_memristor PARAMS: g=1.00295663662184e-6
xc1_4 row1 col4 gd_memristor PARAMS: g=2.57188593206728e-6
xc1_5 row1 col5 gd_memristor PARAMS: g=9.06115592377001e-6
xc2_0 row2 col0 gd_memristor PARAMS: g=8.34142745918017e-6
xc2_1 row2 col1 gd_memristor PARAMS: g=1.09089203675427e-5
xc2_2 row2 col2 gd_memristor PARAMS: g=5.95617215708292e-6
xc2_3 row2 col3 gd_memristor PARAMS: g=2.26011050914136e-6
xc2_4 row2 col4 gd_memristor PARAMS: g=1.69522203035517e-6
xc2_5 row2 col5 gd_memristor PARAMS: g=1.51573392663391e-5
xc3_0 row3 col0 gd_memristor PARAMS: g=4.84609261204674e-6
xc3_1 row3 col1 gd_memristor PARAMS: g=9.72855845093649e-6
xc3_2 row3 col2 gd_memristor PARAMS: g=2.74052308025641e-6
xc3_3 row3 col3 gd_memristor PARAMS: g=1.26569947944405e-5
xc3_4 row3 col4 gd_memristor PARAMS: g=5.3030946175444e-6
xc3_5 row3 col5 gd_memristor PARAMS: g=1.6296067152465e-5
.ends tile_1_1_0

