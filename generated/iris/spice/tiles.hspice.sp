* iris: crossbar tiles, hspice, written by grenadyn
* connection 1, rows 0..7, columns 0..7
.subckt tile_0_0_0 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 col2 col3 col4 col5 col6 col7 vss
xc0_0 row0 col0 gd_memristor g=1.10811405500974e-6
xc0_1 row0 col1 gd_memristor g=1.47640677748418e-5
xc0_2 row0 col2 gd_memristor g=7.99748094769998e-6
xc0_3 row0 col3 gd_memristor g=4.97577492060171e-6
xc0_4 row0 col4 gd_memristor g=8.00923096441858e-6
xc0_5 row0 col5 gd_memristor g=1.94163351109174e-5
xc0_6 row0 col6 gd_memristor g=1.61814318336149e-5
xc0_7 row0 col7 gd_memristor g=1.76719464078855e-5
xc1_0 row1 col0 gd_memristor g=8.25760861304039e-6
xc1_1 row1 col1 gd_memristor g=9.78107544654723e-6
xc1_2 row1 col2 gd_memristor g=1.55882936450971e-5
xc1_3 row1 col3 gd_memristor g=5.67711687994711e-6
xc1_4 row1 col4 gd_memristor g=1.14964268386463e-5
xc1_5 row1 col5 gd_memristor g=1.28882023520701e-5
xc1_6 row1 col6 gd_memristor g=1.15872686467691e-5
xc1_7 row1 col7 gd_memristor g=1.85017144290286e-5
xc2_0 row2 col0 gd_memristor g=1.00012243418831e-5
xc2_1 row2 col1 gd_memristor g=1.87248285425635e-5
xc2_2 row2 col2 gd_memristor g=1.20229453574379e-5
xc2_3 row2 col3 gd_memristor g=1.27976279442639e-5
xc2_4 row2 col4 gd_memristor g=1.07994994980849e-6
xc2_5 row2 col5 gd_memristor g=1.15837744273996e-5
xc2_6 row2 col6 gd_memristor g=1.36087311625459e-5
xc2_7 row2 col7 gd_memristor g=9.13152708034116e-6
xc3_0 row3 col0 gd_memristor g=1.98722444513365e-5
xc3_1 row3 col1 gd_memristor g=7.14296568217892e-6
xc3_2 row3 col2 gd_memristor g=1.00490088343055e-5
xc3_3 row3 col3 gd_memristor g=1.4602768054451e-6
xc3_4 row3 col4 gd_memristor g=3.10794120111328e-6
xc3_5 row3 col5 gd_memristor g=1.21668808620356e-5
xc3_6 row3 col6 gd_memristor g=1.2045104198124e-5
xc3_7 row3 col7 gd_memristor g=7.84364816286618e-6
xc4_0 row4 col0 gd_memristor g=2.14790396290098e-5
xc4_1 row4 col1 gd_memristor g=1.080434682766e-5
xc4_2 row4 col2 gd_memristor g=1.51227956975062e-5
xc4_3 row4 col3 gd_memristor g=1.96053201487653e-6
xc4_4 row4 col4 gd_memristor g=1.89856083553756e-5
xc4_5 row4 col5 gd_memristor g=1.41998926716008e-5
xc4_6 row4 col6 gd_memristor g=1.89477680407899e-5
xc4_7 row4 col7 gd_memristor g=5.81405157110946e-6
xc5_0 row5 col0 gd_memristor g=8.06314694668444e-6
xc5_1 row5 col1 gd_memristor g=2.02410746882418e-5
xc5_2 row5 col2 gd_memristor g=1.29533289686598e-5
xc5_3 row5 col3 gd_memristor g=1.5049599362413e-5
xc5_4 row5 col4 gd_memristor g=1.0773084671267e-6
xc5_5 row5 col5 gd_memristor g=1.14855742951452e-5
xc5_6 row5 col6 gd_memristor g=4.01543114522795e-6
xc5_7 row5 col7 gd_memristor g=2.18733626012913e-6
xc6_0 row6 col0 gd_memristor g=1.74699213001528e-5
xc6_1 row6 col1 gd_memristor g=6.31049479527705e-6
xc6_2 row6 col2 gd_memristor g=4.39315068503649e-6
xc6_3 row6 col3 gd_memristor g=1.33833634643325e-5
xc6_4 row6 col4 gd_memristor g=1.77922771899357e-5
xc6_5 row6 col5 gd_memristor g=1.90477070988671e-5
xc6_6 row6 col6 gd_memristor g=2.9725494449548e-6
xc6_7 row6 col7 gd_memristor g=7.6396233381632e-6
xc7_0 row7 col0 gd_memristor g=1.01122118622376e-6
xc7_1 row7 col1 gd_memristor g=1.16351902463279e-5
xc7_2 row7 col2 gd_memristor g=9.60416691053882e-6
xc7_3 row7 col3 gd_memristor g=1.54543332305796e-5
xc7_4 row7 col4 gd_memristor g=1.01351368949917e-6
xc7_5 row7 col5 gd_memristor g=1.1035500437436e-5
xc7_6 row7 col6 gd_memristor g=1.05837908427174e-5
xc7_7 row7 col7 gd_memristor g=1.94824847288528e-5
.ends tile_0_0_0

* connection 1, rows 0..7, columns 8..9
.subckt tile_0_0_1 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 vss
xc0_0 row0 col0 gd_memristor g=1.18886691362285e-5
xc0_1 row0 col1 gd_memristor g=1.08090168283831e-6
xc1_0 row1 col0 gd_memristor g=1.2815722000491e-5
xc1_1 row1 col1 gd_memristor g=2.72041013994866e-6
xc2_0 row2 col0 gd_memristor g=9.54909068554551e-6
xc2_1 row2 col1 gd_memristor g=1.05604022237682e-6
xc3_0 row3 col0 gd_memristor g=2.70826979469683e-6
xc3_1 row3 col1 gd_memristor g=1.38153430978366e-5
xc4_0 row4 col0 gd_memristor g=1.08574843119239e-6
xc4_1 row4 col1 gd_memristor g=2.34047726974108e-5
xc5_0 row5 col0 gd_memristor g=1.16641256307895e-5
xc5_1 row5 col1 gd_memristor g=1.00318565237352e-6
xc6_0 row6 col0 gd_memristor g=2.36183232254796e-6
xc6_1 row6 col1 gd_memristor g=1.94007481325697e-5
xc7_0 row7 col0 gd_memristor g=2.60030484424035e-5
xc7_1 row7 col1 gd_memristor g=3.57151209503555e-6
.ends tile_0_0_1

* connection 1, rows 8..9, columns 0..7
.subckt tile_0_1_0 row0 row1 col0 col1 col2 col3 col4 col5 col6 col7 vss
xc0_0 row0 col0 gd_memristor g=1.44654736011232e-5
xc0_1 row0 col1 gd_memristor g=3.82488002134559e-6
xc0_2 row0 col2 gd_memristor g=7.5200578155167e-6
xc0_3 row0 col3 gd_memristor g=9.1445831966293e-6
xc0_4 row0 col4 gd_memristor g=2.96382548994361e-6
xc0_5 row0 col5 gd_memristor g=1.26289296660262e-5
xc0_6 row0 col6 gd_memristor g=7.18259956995522e-6
xc0_7 row0 col7 gd_memristor g=3.96815707005726e-6
xc1_0 row1 col0 gd_memristor g=1.42140612055319e-5
xc1_1 row1 col1 gd_memristor g=9.35171025731354e-6
xc1_2 row1 col2 gd_memristor g=5.60165565311884e-6
xc1_3 row1 col3 gd_memristor g=1.9251287645358e-5
xc1_4 row1 col4 gd_memristor g=1.9020947491494e-5
xc1_5 row1 col5 gd_memristor g=8.92228739314736e-6
xc1_6 row1 col6 gd_memristor g=4.26984692375138e-6
xc1_7 row1 col7 gd_memristor g=1.21476355439735e-5
.ends tile_0_1_0

* connection 1, rows 8..9, columns 8..9
.subckt tile_0_1_1 row0 row1 col0 col1 vss
xc0_0 row0 col0 gd_memristor g=1.56132718857116e-5
xc0_1 row0 col1 gd_memristor g=1.02645332309829e-6
xc1_0 row1 col0 gd_memristor g=1.52858219611028e-5
xc1_1 row1 col1 gd_memristor g=1.58290796746963e-5
.ends tile_0_1_1

* connection 2, rows 0..7, columns 0..5
.subckt tile_1_0_0 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 col2 col3 col4 col5 vss
xc0_0 row0 col0 gd_memristor g=1.2013272923723e-5
xc0_1 row0 col1 gd_memristor g=1.80164000036342e-5
xc0_2 row0 col2 gd_memristor g=2.82191069004876e-6
xc0_3 row0 col3 gd_memristor g=1.62265464123884e-5
xc0_4 row0 col4 gd_memristor g=1.60799140498908e-5
xc0_5 row0 col5 gd_memristor g=1.09930148355485e-5
xc1_0 row1 col0 gd_memristor g=7.73816986698924e-6
xc1_1 row1 col1 gd_memristor g=1.43069222982773e-5
xc1_2 row1 col2 gd_memristor g=4.10899612159544e-6
xc1_3 row1 col3 gd_memristor g=4.65987248317313e-6
xc1_4 row1 col4 gd_memristor g=1.8079858183592e-5
xc1_5 row1 col5 gd_memristor g=1.83899931546484e-5
xc2_0 row2 col0 gd_memristor g=1.29412510850371e-5
xc2_1 row2 col1 gd_memristor g=2.45344646144218e-6
xc2_2 row2 col2 gd_memristor g=1.53013742189669e-5
xc2_3 row2 col3 gd_memristor g=1.71331649677189e-5
xc2_4 row2 col4 gd_memristor g=5.391882444298e-6
xc2_5 row2 col5 gd_memristor g=1.71087801736263e-5
xc3_0 row3 col0 gd_memristor g=1.48740092995864e-5
xc3_1 row3 col1 gd_memristor g=3.03524137944661e-6
xc3_2 row3 col2 gd_memristor g=1.12580473819513e-5
xc3_3 row3 col3 gd_memristor g=1.80409981640491e-5
xc3_4 row3 col4 gd_memristor g=1.43288629805623e-5
xc3_5 row3 col5 gd_memristor g=1.27383325674257e-5
xc4_0 row4 col0 gd_memristor g=2.08869722901665e-5
xc4_1 row4 col1 gd_memristor g=8.80488024522546e-6
xc4_2 row4 col2 gd_memristor g=3.32565399049766e-6
xc4_3 row4 col3 gd_memristor g=1.8149805622619e-5
xc4_4 row4 col4 gd_memristor g=2.23461588849276e-5
xc4_5 row4 col5 gd_memristor g=1.00878896991595e-5
xc5_0 row5 col0 gd_memristor g=2.13213023092934e-6
xc5_1 row5 col1 gd_memristor g=3.18379859498815e-6
xc5_2 row5 col2 gd_memristor g=1.56961270412092e-5
xc5_3 row5 col3 gd_memristor g=1.20768435485758e-5
xc5_4 row5 col4 gd_memristor g=2.73323099872877e-6
xc5_5 row5 col5 gd_memristor g=9.0354163773193e-6
xc6_0 row6 col0 gd_memristor g=1.54979484706417e-5
xc6_1 row6 col1 gd_memristor g=8.77660797132123e-6
xc6_2 row6 col2 gd_memristor g=6.62314238398465e-6
xc6_3 row6 col3 gd_memristor g=6.23913769038738e-6
xc6_4 row6 col4 gd_memristor g=7.83482781127216e-6
xc6_5 row6 col5 gd_memristor g=2.48421194876134e-6
xc7_0 row7 col0 gd_memristor g=1.85593205313444e-5
xc7_1 row7 col1 gd_memristor g=1.85504515001607e-5
xc7_2 row7 col2 gd_memristor g=9.89761841106964e-6
xc7_3 row7 col3 gd_memristor g=2.08658231868604e-6
xc7_4 row7 col4 gd_memristor g=8.63372418097749e-6
xc7_5 row7 col5 gd_memristor g=1.01395393441651e-5
.ends tile_1_0_0

* connection 2, rows 8..11, columns 0..5
.subckt tile_1_1_0 row0 row1 row2 row3 col0 col1 col2 col3 col4 col5 vss
xc0_0 row0 col0 gd_memristor g=1.41610796885947e-5
xc0_1 row0 col1 gd_memristor g=5.78307487937994e-6
xc0_2 row0 col2 gd_memristor g=1.99139452747018e-5
xc0_3 row0 col3 gd_memristor g=8.88715966421968e-6
xc0_4 row0 col4 gd_memristor g=1.01955789897621e-6
xc0_5 row0 col5 gd_memristor g=1.60921932079762e-5
xc1_0 row1 col0 gd_memristor g=4.13910209149967e-6
xc1_1 row1 col1 gd_memristor g=1.74523752221277e-5
xc1_2 row1 col2 gd_memristor g=2.17602054566516e-5
xc1_3 row1 col3 gd_memristor g=1.00295663660888e-6
xc1_4 row1 col4 gd_memristor g=2.57188593184535e-6
xc1_5 row1 col5 gd_memristor g=9.06115592407596e-6
xc2_0 row2 col0 gd_memristor g=8.34142745934425e-6
xc2_1 row2 col1 gd_memristor g=1.09089203674876e-5
xc2_2 row2 col2 gd_memristor g=5.95617215710094e-6
xc2_3 row2 col3 gd_memristor g=2.26011050916168e-6
xc2_4 row2 col4 gd_memristor g=1.69522203045093e-6
xc2_5 row2 col5 gd_memristor g=1.51573392662992e-5
xc3_0 row3 col0 gd_memristor g=4.84609261208327e-6
xc3_1 row3 col1 gd_memristor g=9.72855845094187e-6
xc3_2 row3 col2 gd_memristor g=2.74052308029344e-6
xc3_3 row3 col3 gd_memristor g=1.26569947943504e-5
xc3_4 row3 col4 gd_memristor g=5.30309461748167e-6
xc3_5 row3 col5 gd_memristor g=1.62960671524599e-5
.ends tile_1_1_0

