"""Sentences about markets, in our own words, and the claims that a careful reader takes from each.

A claim is written as ``asset direction sizes @level qualifiers``.
"""

from __future__ import annotations

# fmt: off
SENTENCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("The Dow fell 634 points, or 5.5 percent, to 10,809, the S&P 500 lost 6.7% and the Nasdaq "
     "6.9%.", (
        "dow down 634pts 5.5% @10809",
        "s&p_500 down 6.7%",
        "nasdaq down 6.9%",
    )),
    ("Brent and WTI rose 4.1 and 3.6 percent respectively.", (
        "brent up 4.1%",
        "wti up 3.6%",
    )),
    ("The Dow, the S&P 500 and the Nasdaq gained 1.2 percent, 0.8 percent and 0.5 percent, "
     "respectively.", (
        "dow up 1.2%",
        "s&p_500 up 0.8%",
        "nasdaq up 0.5%",
    )),
    ("Traders pointed to a 4 percent jump in Brent on Monday.", (
        "brent up 4%",
    )),
    ("Shares in BP fell 3.2% to 452p, while Boeing shares dropped 5 percent.", (
        "BP down 3.2% @452",
        "Boeing down 5%",
    )),
    ("Fears of war sent gold up 2 percent to $1,580 an ounce.", (
        "gold up 2% @1580",
    )),
    ("The selloff wiped 634 points off the Dow.", (
        "dow down 634pts",
    )),
    ("Bonds rallied, sending the 10-year Treasury yield down 8 basis points to 1.76 percent.", (
        "10-year_treasury down 8bp @1.76",
    )),
    ("The pound fell 8 percent against the dollar to $1.3229, its weakest since 1985.", (
        "pound down 8% @1.3229",
    )),
    ("The dollar slid to 107.2 yen.", (
        "dollar down @107.2",
    )),
    ("Oil fell 3 percent. It later recovered to trade at $65.20.", (
        "oil down 3%",
        "oil up @65.2",
    )),
    ("Brent crude futures rose $2.20 to $68.91 a barrel. They settled at $68.27, up 3.5 percent.", (
        "brent up 2.2usd @68.91 futures",
        "brent up 3.5% @68.27 close",
    )),
    ("Bank stocks fell 4.5 percent, led by Citigroup, which lost 9 percent.", (
        "bank_stocks down 4.5%",
        "Citigroup down 9%",
    )),
    ("Lehman's stock fell 94 percent to 21 cents.", (
        "Lehman down 94% @0.21",
    )),
    ("The VIX jumped to 57.83.", (
        "vix up @57.83",
    )),
    ("Dow futures pointed to a drop of 400 points at the open.", (
        "dow down 400pts open futures",
    )),
    ("Oil prices doubled in 2008.", (
        "oil up 100%",
    )),
    ("The Stoxx 600 closed 2.3% lower and Germany's DAX 2.6%.", (
        "stoxx_600 down 2.3% close",
        "dax down 2.6%",
    )),
    ("In Tokyo, the Nikkei 225 index slid 1.9 percent to 23,204.76.", (
        "nikkei down 1.9% @23204.76",
    )),
    ("The yield on the 10-year Treasury note rose to 2.11 percent.", (
        "10-year_treasury up @2.11",
    )),
    ("Wheat futures in Chicago surged by their daily limit of 75 cents.", (
        "wheat up 75c futures",
    )),
    ("The rouble weakened as much as 10 percent to 89 per dollar.", (
        "rouble down 10% @89 intraday_extreme",
    )),
    ("Russian stocks lost a third of their value.", (
        "russian_stocks down 33.33%",
    )),
    ("The FTSE 100 was flat.", (
        "ftse_100 flat",
    )),
    ("The FTSE 100, which includes many exporters, rose 1.1 percent.", (
        "ftse_100 up 1.1%",
    )),
    ("Tesla shares (NASDAQ: TSLA) soared 12%.", (
        "Tesla up 12%",
    )),
    ("American Airlines lost 7% and United 6%, as airline shares slumped.", (
        "American_Airlines down 7%",
        "United down 6%",
    )),
    ("Boeing said it would cut output. The company's shares dropped 8 percent.", (
        "Boeing down 8%",
    )),
    ("U.S. crude oil prices fell below zero, to minus $37.63.", (
        "wti down @-37.63",
    )),
    ("U.S. crude settled 25 percent lower at $31.13 a barrel and Brent lost 24.1 percent to $34.36.", (
        "wti down 25% @31.13 close",
        "brent down 24.1% @34.36",
    )),
    ("Dow -2.3%, S&P 500 -2.1%, Nasdaq +0.4%", (
        "dow down 2.3%",
        "s&p_500 down 2.1%",
        "nasdaq up 0.4%",
    )),
    ("European gas prices jumped as much as 30 percent.", (
        "ttf_gas up 30% intraday_extreme",
    )),
    ("The euro hit a 20-year low of $0.9903.", (
        "euro down @0.9903",
    )),
    ("The Dow fell more than 800 points in early trading but ended the day 92 points higher.", (
        "dow down 800pts open at_least",
        "dow up 92pts close",
    )),
    ("The Dow, which had been up as many as 311 points, closed down 280.85 points.", (
        "dow up 311pts intraday_extreme",
        "dow down 280.85pts close",
    )),
    ("Brent pared its gain to 1%.", (
        "brent up 1%",
    )),
    ("The Dow was little changed at 26,430.", (
        "dow flat @26430",
    )),
    ("The Dow swung to a gain of 1.1 percent.", (
        "dow up 1.1%",
    )),
    ("Gold gained between 2 and 3 percent.", (
        "gold up 2% 3%",
    )),
    ("Gold gained 2-3%.", (
        "gold up 2% 3%",
    )),
    ("Copper rose half a percent.", (
        "copper up 0.5%",
    )),
    ("Two-year Treasury yields rose a quarter of a percentage point.", (
        "2-year_treasury up 25bp",
    )),
    ("The FTSE 100 tumbled as much as 7 percent to 5,788.74 at the open before closing 3.15 per "
     "cent lower at 6,138.", (
        "ftse_100 down 7% @5788.74 open intraday_extreme",
        "ftse_100 down 3.15% @6138 close",
    )),
    ("Brent extended losses to 5 percent.", (
        "brent down 5%",
    )),
    ("Wall Street tumbled on Monday, with the Dow down 1,000 points.", (
        "dow down 1000pts",
    )),
    ("The Nasdaq Composite dropped 4.3 percent, its worst day since March 2020, and the Russell "
     "2000 shed 3 percent.", (
        "nasdaq down 4.3%",
        "russell_2000 down 3%",
    )),
    ("Gold added $12.50 to $1,550.30 an ounce.", (
        "gold up 12.5usd @1550.3",
    )),
    ("Gold was up 0.4% at $1,923.10 an ounce by 1015 GMT.", (
        "gold up 0.4% @1923.1",
    )),
    ("Brent crude for March delivery rose 84 cents, or 1.2 percent, to $68.44 a barrel on Monday.", (
        "brent up 84c 1.2% @68.44",
    )),
    ("West Texas Intermediate crude, the U.S. benchmark, fell 2.1% to $61.20.", (
        "wti down 2.1% @61.2",
    )),
    ("Brent gave up early gains to close 0.4 percent lower.", (
        "brent down 0.4% close",
    )),
    ("Brent pared losses but was still down 3.1 percent at $29.80.", (
        "brent down 3.1% @29.8",
    )),
    ("Having risen as much as 5 percent, Brent closed up 1.2 percent.", (
        "brent up 5% intraday_extreme",
        "brent up 1.2% close",
    )),
    ("After falling 3 percent at the open, the Dow closed up 1.1 percent.", (
        "dow down 3% open",
        "dow up 1.1% close",
    )),
    ("The yen strengthened 1.5% to 106.8 per dollar.", (
        "yen up 1.5% @106.8",
    )),
    ("The euro rose 0.5 per cent to $1.1050 and sterling was flat at $1.31.", (
        "euro up 0.5% @1.105",
        "pound flat @1.31",
    )),
    ("The pound dropped to a 31-year low of $1.3118.", (
        "pound down @1.3118",
    )),
    ("Turkey's lira lost almost a fifth of its value.", (
        "lira down 20%",
    )),
    ("The Swiss franc soared 30 percent against the euro.", (
        "swiss_franc up 30%",
    )),
    ("Ruble trading was halted after the currency fell 9%.", (
        "rouble down 9%",
    )),
    ("Gilt yields leapt. Thirty-year yields later fell by more than a percentage point.", (
        "gilt_yields up",
        "30-year_gilt down 100bp at_least",
    )),
    ("Two-year gilt yields rose by 25 basis points to 4.51 percent.", (
        "2-year_gilt up 25bp @4.51",
    )),
    ("The 10-year yield dropped below 1 percent for the first time.", (
        "10-year_treasury down @1",
    )),
    ("Shares of Lufthansa and Air France-KLM fell 6 percent and 5 percent, respectively.", (
        "Lufthansa down 6%",
        "Air_France-KLM down 5%",
    )),
    ("Exxon Mobil and Chevron gained 2.1 percent and 1.8 percent.", (
        "Exxon_Mobil up 2.1%",
        "Chevron up 1.8%",
    )),
    ("Shares in the airline easyJet tumbled 8 per cent.", (
        "easyJet down 8%",
    )),
    ("Germany's exports fell 4 percent, sending the DAX lower.", (
        "dax down",
    )),
    ("Oil prices have risen 30 percent this year.", (
        "oil up 30%",
    )),
    ("Brent is up 12% since January.", (
        "brent up 12%",
    )),
    ("Brent rose 3.5 percent last week.", (
        "brent up 3.5%",
    )),
    ("U.S. stock futures fell 1.5% overnight.", (
        "us_stock_futures down 1.5% futures",
    )),
    ("S&P 500 futures slid 1.6 percent and Nasdaq futures 2 percent.", (
        "s&p_500 down 1.6% futures",
        "nasdaq down 2% futures",
    )),
    ("Futures on the Dow Jones Industrial Average lost 300 points.", (
        "dow down 300pts futures",
    )),
    ("London's FTSE 100 ended down 2.9 percent, Frankfurt's DAX lost 3.1 percent and Paris's CAC 40 "
     "dropped 3.4 percent.", (
        "ftse_100 down 2.9% close",
        "dax down 3.1%",
        "cac_40 down 3.4%",
    )),
    ("In Asia, Hong Kong's Hang Seng fell 1.2%, South Korea's Kospi 0.9% and Australia's ASX 200 "
     "0.5%.", (
        "hang_seng down 1.2%",
        "kospi down 0.9%",
        "asx_200 down 0.5%",
    )),
    ("Japan's Topix gave up 1.4 percent and MSCI's broadest index of Asia-Pacific shares outside "
     "Japan lost 1 percent.", (
        "topix down 1.4%",
        "msci_asia_pacific down 1%",
    )),
    ("News of the strike pushed Brent above $70 for the first time since May.", (
        "brent up @70 at_least",
    )),
    ("The news lifted gold by 1.3 percent to $1,574.", (
        "gold up 1.3% @1574",
    )),
    ("Bitcoin traded at $9,150, up 6%.", (
        "bitcoin up 6% @9150",
    )),
    ("Bitcoin fell below $20,000.", (
        "bitcoin down @20000",
    )),
    ("Natural gas futures jumped 7.4% to $3.12 per million British thermal units.", (
        "natural_gas up 7.4% @3.12 futures",
    )),
    ("Iron ore slumped 8.5% to $95 a tonne.", (
        "iron_ore down 8.5% @95",
    )),
    ("Oil climbed past $100 a barrel for the first time since 2014.", (
        "oil up @100 at_least",
    )),
    ("Silver tracked gold higher, up 0.8 percent at $18.10.", (
        "silver up 0.8% @18.1",
    )),
    ("Ford's stock was down 2.5% in pre-market trading.", (
        "Ford down 2.5%",
    )),
    ("Apple shares rose less than 1 percent.", (
        "Apple up 1%",
    )),
    ("Stocks fell between 2 and 3 percent across Europe.", (
        "stocks down 2% 3%",
    )),
    ("Airline stocks were hit hard: Delta fell 7.1 percent and United lost 8.5 percent.", (
        "Delta down 7.1%",
        "United down 8.5%",
    )),
    ("Oil settled down 24 percent at $34.36.", (
        "oil down 24% @34.36 close",
    )),
    ("The rupee weakened to a record low of 83.20 to the dollar.", (
        "rupee down @83.2 record",
    )),
    ("The dollar index, which tracks the greenback against six currencies, rose 0.4 percent to "
     "98.2.", (
        "dollar up 0.4% @98.2",
    )),
    ("Boeing, a Dow component, lost 5.3 percent.", (
        "Boeing down 5.3%",
    )),
    ("Shares of Boeing (NYSE: BA) fell $21.50, or 5.1 percent, to $400.01.", (
        "Boeing down 21.5usd 5.1% @400.01",
    )),
    ("The Dow posted its largest one-day point drop, losing 777.68 points.", (
        "dow down 777.68pts",
    )),
    ("Crude's 30 percent plunge shocked traders.", (
        "oil down 30%",
    )),
    ("Brent was trading 4 cents lower at $64.10.", (
        "brent down 4c @64.1",
    )),
    ("The FTSE slid more than 500 points, or 8 per cent, shortly after opening.", (
        "ftse_100 down 500pts 8% at_least",
    )),
    ("The Dow Jones industrials fell as many as 1,200 points.", (
        "dow down 1200pts intraday_extreme",
    )),
    ("Treasuries rallied, pushing the yield on the 10-year note down to 0.54 percent.", (
        "10-year_treasury down @0.54",
    )),
    ("Oil jumped nearly 15 percent, the most on record.", (
        "oil up 15% record approx",
    )),
    ("Oil's surge of 15 percent was the largest ever.", (
        "oil up 15%",
    )),
    ("Brent settled at $69.02 a barrel, a gain of $8.80, or 14.6 percent.", (
        "brent up 8.8usd 14.6% @69.02 close",
    )),
    ("The S&P 500 rose 0.7% to 3,274.70 points, a record close.", (
        "s&p_500 up 0.7% @3274.7 close record",
    )),
    ("The Fed lowered rates by 25 basis points and the Dow rose 1 percent.", (
        "dow up 1%",
    )),
    ("Copper and crude retreated.", (
        "copper down",
        "oil down",
    )),
    ("The Egyptian pound fell 48 percent to 13 per dollar.", (
        "egyptian_pound down 48% @13",
    )),
    ("Yields on 10-year Italian bonds climbed 30 basis points to 3.5 percent, while Bund yields "
     "fell 4 basis points.", (
        "10-year_italian_btp up 30bp @3.5",
        "bund_yields down 4bp",
    )),
    ("Wall Street's main indexes fell about 3 percent.", (
        "wall_street down 3% approx",
    )),
    ("The Dow and S&P 500 both dropped more than 2 percent.", (
        "dow down 2% at_least",
        "s&p_500 down 2% at_least",
    )),
    ("Asian shares fell 1.3 percent.", (
        "asian_shares down 1.3%",
    )),
    ("MSCI's world index lost 4.4 percent.", (
        "msci_world down 4.4%",
    )),
    ("The VIX, Wall Street's fear gauge, rose 12 points to 37.", (
        "vix up 12pts @37",
    )),
    ("Rolls-Royce fell 7 per cent and BAE Systems gained 4 per cent as shares in London slid.", (
        "Rolls-Royce down 7%",
        "BAE_Systems up 4%",
    )),
    ("Brent for June delivery rallied 5.5% to trade at $21.50.", (
        "brent up 5.5% @21.5",
    )),
    ("The most-active gold contract rose 1.5 percent.", (
        "gold up 1.5%",
    )),
    ("The Nasdaq 100 dropped 3.1%, more than the 2 percent fall in the S&P 500.", (
        "nasdaq_100 down 3.1%",
        "s&p_500 down 2%",
    )),
    ("It was a dismal day: the CAC 40 fell 8.4 percent, the FTSE MIB 16.9 percent.", (
        "cac_40 down 8.4%",
        "ftse_mib down 16.9%",
    )),
    ("The Hang Seng lost 4.2 per cent and the Shanghai Composite 3 per cent.", (
        "hang_seng down 4.2%",
        "shanghai_composite down 3%",
    )),
    ("South Africa's rand weakened more than 3 percent to 15.20 per dollar.", (
        "rand down 3% @15.2 at_least",
    )),
    ("The Mexican peso tumbled as much as 13 percent to a record low of 20.78 per dollar.", (
        "mexican_peso down 13% @20.78 intraday_extreme record",
    )),
    ("The dollar jumped to 20.70 pesos.", (
        "dollar up @20.7",
    )),
    ("The offshore yuan weakened past 7 per dollar for the first time since 2008.", (
        "yuan down @7 at_least",
    )),
    ("Palladium soared 8 percent to $2,400.", (
        "palladium up 8% @2400",
    )),
    ("Wheat jumped 5.7% to $9.35 a bushel, the highest since 2012.", (
        "wheat up 5.7% @9.35",
    )),
    ("Dutch front-month gas surged 60 percent to 194 euros per megawatt hour.", (
        "ttf_gas up 60% @194 futures",
    )),
    ("The spread between Italian and German 10-year bonds widened 30 basis points to 260 basis "
     "points.", (
        "italian_spread up 30bp @260",
    )),
    ("Pfizer added 9 percent, while Zoom sank 17 percent on the stock market.", (
        "Pfizer up 9%",
        "Zoom down 17%",
    )),
    ("Tesla's stock price doubled in six months.", (
        "Tesla up 100%",
    )),
    ("GameStop shares rocketed 135 percent to $347.51.", (
        "GameStop up 135% @347.51",
    )),
    ("Dow Jones futures were down 600 points, or 2.5 percent.", (
        "dow down 600pts 2.5% futures",
    )),
    ("The Nikkei 225 average closed up 1.1% at 20,555.", (
        "nikkei up 1.1% @20555 close",
    )),
    ("Oil gained more than $1 after the news.", (
        "oil up 1usd at_least",
    )),
    ("Crude oil was off $1.15 at $48.80 a barrel.", (
        "oil down 1.15usd @48.8",
    )),
    ("The FTSE 250, seen as a barometer of the domestic economy, dropped 7.2 per cent, the most "
     "ever.", (
        "ftse_250 down 7.2% record",
    )),
    ("The Athens stock index plunged 16.2 percent when it reopened.", (
        "athens_general down 16.2%",
    )),
    ("The Moscow Exchange's MOEX index closed down 33 percent.", (
        "moex down 33% close",
    )),
    ("A 3 percent rise in gold took it to a record.", (
        "gold up 3%",
    )),
    ("A drop of 5 percent in the Hang Seng followed.", (
        "hang_seng down 5%",
    )),
    ("Investors knocked 12 percent off the value of Vodafone shares.", (
        "Vodafone down 12%",
    )),
    ("The announcement dragged the rouble 4 percent lower to 92 per dollar.", (
        "rouble down 4% @92",
    )),
    ("The decision sent sterling down 1.1 percent to $1.2050.", (
        "pound down 1.1% @1.205",
    )),
    ("Gasoline futures settled up 6.2 cents at $1.7480 a gallon.", (
        "gasoline up 6.2c @1.748 close futures",
    )),
    ("The 10-year gilt yield hit 4.5 percent, its highest since 2008.", (
        "10-year_gilt up @4.5",
    )),
    ("The two-year Treasury yield sank 50 basis points to 3.98 percent.", (
        "2-year_treasury down 50bp @3.98",
    )),
    ("The yen hit a 24-year low of 146.99 per dollar.", (
        "yen down @146.99",
    )),
    ("The dollar rose 0.6% against the yen to 109.30.", (
        "dollar up 0.6% @109.3",
    )),
    ("Turkey's lira crashed 18 percent to 6.43 per dollar.", (
        "lira down 18% @6.43",
    )),
    ("Shares of Deutsche Bank closed 8.5 percent lower at 8.54 euros.", (
        "Deutsche_Bank down 8.5% @8.54 close",
    )),
    ("Nvidia stock jumped 24% after the results.", (
        "Nvidia up 24%",
    )),
    ("Netflix shares plunged more than 35 percent to $226.19.", (
        "Netflix down 35% @226.19 at_least",
    )),
    ("Hong Kong stocks slipped 2.9 percent.", (
        "hong_kong_stocks down 2.9%",
    )),
    ("Technology shares fell 3 percent and energy shares gained 1.2 percent.", (
        "technology_shares down 3%",
        "energy_shares up 1.2%",
    )),
    ("The S&P 500 shed 9.5 percent, the Dow 10 percent and the Nasdaq 9.4 percent.", (
        "s&p_500 down 9.5%",
        "dow down 10%",
        "nasdaq down 9.4%",
    )),
    ("Brent lost 31 percent at one stage, to $31.02 a barrel.", (
        "brent down 31% @31.02 intraday_extreme",
    )),
    ("Brent touched a high of $147.50.", (
        "brent up @147.5 intraday_extreme",
    )),
    ("Nickel more than doubled to $100,000 a tonne.", (
        "nickel up 100% @100000",
    )),
    ("WTI crude futures for May delivery fell 306 percent to settle at minus $37.63 a barrel.", (
        "wti down 306% @-37.63 close futures",
    )),
    ("Spot gold was 0.3% lower at $1,805.30 per ounce.", (
        "gold down 0.3% @1805.3",
    )),
    ("U.S. gold futures settled down 0.7% at $1,797.90.", (
        "gold down 0.7% @1797.9 close futures",
    )),
    ("Soybeans eased 1.25 cents to $9.05 a bushel.", (
        "soybeans down 1.25c @9.05",
    )),
    ("The Kospi finished 2.1 percent lower at 2,077.94.", (
        "kospi down 2.1% @2077.94 close",
    )),
    ("Japan's Nikkei closed 3.3 percent down.", (
        "nikkei down 3.3% close",
    )),
    ("India's Sensex ended 3.9 per cent higher, and the Nifty rose 3.8 per cent.", (
        "sensex up 3.9% close",
        "nifty up 3.8%",
    )),
    ("Brazil's Bovespa plunged 12 percent, triggering a halt.", (
        "bovespa down 12%",
    )),
    ("Mexico's peso gained a full percent.", (
        "mexican_peso up 1%",
    )),
    ("The ASX 200 ended flat.", (
        "asx_200 flat close",
    )),
    ("The Dow barely moved.", (
        "dow flat",
    )),
    ("The Dow ended slightly lower.", (
        "dow down close",
    )),
    ("Gold climbed to an all-time high of $2,075.47.", (
        "gold up @2075.47 record",
    )),
    ("Natural gas lost a quarter of its value.", (
        "natural_gas down 25%",
    )),
    ("Ether sank 8 percent to $1,200, and bitcoin 5 percent to $19,000.", (
        "ether down 8% @1200",
        "bitcoin down 5% @19000",
    )),
    ("On Wall Street, the Dow ended 1.8 percent lower, while the Nasdaq dropped 2.4 percent.", (
        "dow down 1.8% close",
        "nasdaq down 2.4%",
    )),
    ("The FTSE 100 skidded 2.4% to 6,012.", (
        "ftse_100 down 2.4% @6012",
    )),
    ("Sterling swooned 3 per cent to $1.31.", (
        "pound down 3% @1.31",
    )),
    ("The Hang Seng cratered 6% on Monday.", (
        "hang_seng down 6%",
    )),
    ("Brent ticked up 20 cents to $81.05 a barrel.", (
        "brent up 20c @81.05",
    )),
    ("Gold nudged 0.2% higher to $1,912 an ounce.", (
        "gold up 0.2% @1912",
    )),
    ("The yen crept up to 107.20 per dollar.", (
        "yen up @107.2 intraday_extreme",
    )),
    ("The Nikkei vaulted 4.1% to a 30-year high.", (
        "nikkei up 4.1%",
    )),
    ("Copper sprang back 3% to $9,120 a tonne.", (
        "copper up 3% @9120",
    )),
    ("The Dax surrendered 2.1 per cent to 11,050.", (
        "dax down 2.1% @11050",
    )),
    ("The Dow forfeited 310 points.", (
        "dow down 310pts",
    )),
    ("The pound ceded 0.7% to $1.27.", (
        "pound down 0.7% @1.27",
    )),
    ("The S&P 500 tacked on 0.9%.", (
        "s&p_500 up 0.9%",
    )),
    ("The Dow piled on 400 points.", (
        "dow up 400pts",
    )),
    ("The CAC 40 put on 1.2 per cent.", (
        "cac_40 up 1.2%",
    )),
    ("The sell-off lopped 4% off the Kospi.", (
        "kospi down 4%",
    )),
    ("Panic erased 9 percent from the Sensex.", (
        "sensex down 9%",
    )),
    ("The Stoxx 600 was off 1.8% by midday.", (
        "stoxx_600 down 1.8%",
    )),
    ("Brent was up 3% at $77.60 by 1130 GMT.", (
        "brent up 3% @77.6",
    )),
    ("The Nasdaq stood 1.1% higher at noon.", (
        "nasdaq up 1.1%",
    )),
    ("Wheat was trading 4% lower at $6.20 a bushel.", (
        "wheat down 4% @6.2",
    )),
    ("Brent was last at $68.12, down 2.2%.", (
        "brent down 2.2% @68.12",
    )),
    ("The euro last traded at $1.0815, down 0.4%.", (
        "euro down 0.4% @1.0815",
    )),
    ("Bitcoin changed hands at $28,400, down 6%.", (
        "bitcoin down 6% @28400",
    )),
    ("Gold fetched $1,930 an ounce, up 1.2%.", (
        "gold up 1.2% @1930",
    )),
    ("The rand was quoted at 18.60 to the dollar, 1.3% weaker.", (
        "rand down 1.3% @18.6",
    )),
    ("Spot gold hovered at $1,980, little changed.", (
        "gold flat @1980",
    )),
    ("The Topix ended the day at 1,602.10, down 1.9%.", (
        "topix down 1.9% @1602.1 close",
    )),
    ("The Sensex finished 512 points higher at 38,022.", (
        "sensex up 512pts @38022 close",
    )),
    ("A 5% rise in gold followed the report.", (
        "gold up 5%",
    )),
    ("There was a rise of 4% in Brent on the news.", (
        "brent up 4%",
    )),
    ("Energy was the story of the day: Brent (up 3.1%) and WTI (up 2.8%) led.", (
        "brent up 3.1%",
        "wti up 2.8%",
    )),
    ("The single currency slid 0.6% to $1.09.", (
        "euro down 0.6% @1.09",
    )),
    ("The greenback rose 0.8% against a basket of currencies to 103.2.", (
        "dollar up 0.8% @103.2",
    )),
    ("The common currency fell as low as $1.0340.", (
        "euro down @1.034 intraday_extreme",
    )),
    ("The pan-European index lost 2.5% in early trade.", (
        "stoxx_600 down 2.5% open",
    )),
    ("The blue-chip index shed 1.7 per cent.", (
        "blue-chip_index down 1.7%",
    )),
    ("London's blue-chip index shed 1.7 per cent.", (
        "ftse_100 down 1.7%",
    )),
    ("The tech-heavy gauge tumbled 3.2%.", (
        "nasdaq down 3.2%",
    )),
    ("Japan's benchmark ended down 2.2 percent.", (
        "nikkei down 2.2% close",
    )),
    ("Japan's benchmark index fell 2.2 percent to 27,104.", (
        "nikkei down 2.2% @27104",
    )),
    ("U.S. crude futures for May delivery fell $1.25 to $79.10 a barrel.", (
        "wti down 1.25usd @79.1 futures",
    )),
    ("The front-month contract for natural gas rose 8% to $3.10 per million Btu.", (
        "natural_gas up 8% @3.1",
    )),
    ("The yield on 10-year bunds fell six basis points to 0.21%.", (
        "10-year_bund down 6bp @0.21",
    )),
    ("Italian 10-year yields jumped 25 basis points to 3.1%.", (
        "10-year_italian_btp up 25bp @3.1",
    )),
    ("Two-year Treasury yields dropped 40 basis points.", (
        "2-year_treasury down 40bp",
    )),
    ("The benchmark 10-year note yielded 2.12%, down from 2.20%.", (
        "10-year_treasury down @2.12",
    )),
    ("The yield on the benchmark 10-year note fell to 1.92%.", (
        "10-year_treasury down @1.92",
    )),
    ("Three-month copper on the LME rose 1.5% to $8,310 a tonne.", (
        "copper up 1.5% @8310",
    )),
    ("Iron ore futures in Dalian plunged 7%.", (
        "iron_ore down 7% futures",
    )),
    ("The Turkish currency weakened 4% to 8.2 per dollar.", (
        "lira down 4% @8.2",
    )),
    ("South Africa's rand firmed 1.1%.", (
        "rand up 1.1%",
    )),
    ("Shares of the Swiss lender plunged 24% to 1.70 francs.", (
        "swiss_lender down 24% @1.7",
    )),
    ("Deutsche Bank shares dived 14 percent.", (
        "Deutsche_Bank down 14%",
    )),
    ("Its stock tumbled 30 per cent.", (
        "its_shares down 30%",
    )),
    ("The spread between Italian and German 10-year yields widened 22 basis points to 290.", (
        "italian_spread up 22bp @290",
    )),
    ("Brent touched $139 at one point, its highest since 2008.", (
        "brent up @139 intraday_extreme",
    )),
    ("The Dow was down as much as 1,600 points.", (
        "dow down 1600pts intraday_extreme",
    )),
    ("The pound hit a low of $1.0327 in Asian trade.", (
        "pound down @1.0327 intraday_extreme",
    )),
    ("S&P 500 futures fell 1.2% overnight.", (
        "s&p_500 down 1.2% futures",
    )),
    ("Nasdaq futures were down 1.8% before the bell.", (
        "nasdaq down 1.8% futures",
    )),
    ("E-mini futures for the S&P 500 slid 2 percent.", (
        "s&p_500 down 2% futures",
    )),
    ("The VIX spiked to 65.7, up 20 points.", (
        "vix up 20pts @65.7",
    )),
    ("The VIX jumped 23 points to 40.", (
        "vix up 23pts @40",
    )),
    ("Moscow's RTS index crashed 39%.", (
        "rts down 39%",
    )),
    ("The Straits Times Index retreated 2.3%.", (
        "straits_times_index down 2.3%",
    )),
    ("Shares in the airline nosedived 17% in London.", (
        "airline down 17%",
    )),
    ("European natural gas leapt by a third.", (
        "ttf_gas up 33.33%",
    )),
    ("The Aussie fell 1 percent to 68.2 U.S. cents.", (
        "australian_dollar down 1%",
    )),
    ("Wall Street stocks slumped, with the S&P 500 giving up 3.3 percent.", (
        "s&p_500 down 3.3%",
    )),
    ("The yen weakened past 150 per dollar.", (
        "yen down @150 at_least",
    )),
    ("Ten-year gilt yields spiked 40 basis points to above 4.5%.", (
        "10-year_gilt up 40bp @4.5 at_least",
    )),
    ("The South African currency lost 2%.", (
        "rand down 2%",
    )),
    ("Jakarta's main index shed 2.9 percent.", (
        "jakarta_composite down 2.9%",
    )),
    ("The benchmark German share index dropped 3%.", (
        "dax down 3%",
    )),
    ("Italy's main stock index fell 4.1%.", (
        "ftse_mib down 4.1%",
    )),
    ("South Korea's benchmark Kospi lost 3%.", (
        "kospi down 3%",
    )),
    ("Germany's benchmark DAX fell 2%.", (
        "dax down 2%",
    )),
    ("Britain's blue-chip FTSE 100 fell 2%.", (
        "ftse_100 down 2%",
    )),
    ("The tech-heavy Nasdaq Composite fell 2%.", (
        "nasdaq down 2%",
    )),
    ("The Dutch front-month contract jumped 16% to 97 euros.", (
        "ttf_gas up 16% @97 futures",
    )),
    ("German 10-year yields rose 5 basis points.", (
        "10-year_bund up 5bp",
    )),
    ("Germany's benchmark 10-year yield rose 5 basis points to 2.3%.", (
        "10-year_bund up 5bp @2.3",
    )),
    ("Yields on Italian ten-year bonds climbed 11 basis points.", (
        "10-year_italian_btp up 11bp",
    )),
    ("The yield on Spain's 10-year bond climbed to 7.2 percent.", (
        "10-year_spanish_bond up @7.2",
    )),
    ("The yield on Greek two-year paper soared above 15 percent.", (
        "2-year_greek_bond up @15 at_least",
    )),
    ("The US 10-year yield fell 8bps to 4.02%.", (
        "10-year_treasury down 8bp @4.02",
    )),
    ("The yield on Argentina's 2030 dollar bonds rose 110 basis points.", (
        "argentina_bonds up 110bp",
    )),
    ("The European currency fell 0.9 percent to $1.05.", (
        "euro down 0.9% @1.05",
    )),
    ("In Sydney, the ASX 200 gave up 2.3%, while in Seoul the Kospi fell 3.1% and in Mumbai the "
     "Sensex 1.9%.", (
        "asx_200 down 2.3%",
        "kospi down 3.1%",
        "sensex down 1.9%",
    )),
    ("The Dow ended down 1,190.95 points, or 4.42%, at 25,766.64.", (
        "dow down 1190.95pts 4.42% @25766.64 close",
    )),
    ("By 10:40 a.m. the S&P 500 was 3.4 percent in the red.", (
        "s&p_500 down 3.4%",
    )),
    ("Spot gold had slipped 0.4% to $1,870.11 per ounce by 1:43 p.m. ET.", (
        "gold down 0.4% @1870.11",
    )),
    ("European shares opened lower, with the STOXX 600 down 0.9% by 0710 GMT.", (
        "stoxx_600 down 0.9%",
    )),
    ("Airline stocks bore the brunt: Lufthansa dropped 9%, IAG 12% and easyJet 14%.", (
        "Lufthansa down 9%",
        "IAG down 12%",
        "easyJet down 14%",
    )),
    ("Among the losers were Carnival, down 14 percent, and Delta, off 9 percent.", (
        "Carnival down 14%",
        "Delta down 9%",
    )),
    ("Rio Tinto (-4.2%) and BHP (-3.9%) were the worst hit.", (
        "Rio_Tinto down 4.2%",
        "BHP down 3.9%",
    )),
    ("Losses were led by Santander, which slid 6.1 per cent.", (
        "Santander down 6.1%",
    )),
    ("Benchmark Brent crude hit its highest level since 2014 at $105.79.", (
        "brent up @105.79",
    )),
    ("The yield on the 10-year Treasury note fell to 1.83% from 1.96%.", (
        "10-year_treasury down @1.83",
    )),
    ("The 10-year Treasury yield, which moves inversely to its price, slid 11 basis points to 1.86"
     " percent.", (
        "10-year_treasury down 11bp @1.86",
    )),
    ("Ukraine's dollar bonds tumbled 10 cents to trade at 70 cents on the dollar.", (
        "ukraine_bonds down 10c @0.7",
    )),
    ("Russia's 2047 bond lost 9 cents.", (
        "russia_bonds down 9c",
    )),
    ("Sterling was trading 1.5 per cent lower against the dollar at $1.2880.", (
        "pound down 1.5% @1.288",
    )),
    ("Against the yen, the dollar slid 1.1 percent to 108.20.", (
        "dollar down 1.1% @108.2",
    )),
    ("The dollar index, which tracks the greenback against six peers, rose 0.5 percent to 97.3.", (
        "dollar up 0.5% @97.3",
    )),
    ("The euro bought $1.1210, up from $1.1165 late on Thursday.", (
        "euro up @1.121",
    )),
    ("The peso crashed as low as 20.80 per dollar before paring losses to trade 8% weaker at "
     "19.90.", (
        "mexican_peso down @20.8 intraday_extreme",
        "mexican_peso down 8% @19.9",
    )),
    ("Chicago Board of Trade wheat futures jumped 5.6% to $9.26 a bushel, the daily limit.", (
        "wheat up 5.6% @9.26 futures",
    )),
    ("LME nickel soared as much as 111% to touch $101,365 a tonne.", (
        "nickel up 111% @101365 intraday_extreme",
    )),
    ("Aluminium rose to a record $3,849 a tonne.", (
        "aluminium up @3849 record",
    )),
    ("Shanghai copper fell by its 6% limit.", (
        "copper down 6%",
    )),
    ("Thermal coal in Newcastle surged 46% to $440 a tonne.", (
        "coal up 46% @440",
    )),
    ("Bitcoin tumbled below $30,000 for the first time since January.", (
        "bitcoin down @30000",
    )),
    ("Ethereum dropped 12 per cent.", (
        "ether down 12%",
    )),
    ("The Dow suffered its worst day since 1987, losing 2,352 points.", (
        "dow down 2352pts",
    )),
    ("Wall Street had its worst day in years: the Dow shed 5.9%, the Nasdaq 5.3% and the S&P 500 "
     "5.9%.", (
        "dow down 5.9%",
        "nasdaq down 5.3%",
        "s&p_500 down 5.9%",
    )),
    ("Trading in Moscow was halted after the MOEX index plunged by a third.", (
        "moex down 33.33%",
    )),
    ("The decision knocked 8% off the lira.", (
        "lira down 8%",
    )),
    ("The news wiped more than 10% off Boeing's share price.", (
        "Boeing down 10% at_least",
    )),
    ("BP shares were last down 6.5% at 352p.", (
        "BP down 6.5% @352",
    )),
    ("Facebook stock sank 26 percent, erasing $230 billion in value.", (
        "Facebook down 26%",
    )),
    ("Markets cheered: the Nikkei leapt 5.5%.", (
        "nikkei up 5.5%",
    )),
    ("Brent crude surged by $10 to $71.95.", (
        "brent up 10usd @71.95",
    )),
    ("Oil jumped to $130.", (
        "oil up @130",
    )),
    ("Crude leapt nearly 15% to close at $62.90, the biggest one-day gain in a decade.", (
        "oil up 15% @62.9 close approx",
    )),
    ("S&P 500 e-mini futures dropped 1.7 percent.", (
        "s&p_500 down 1.7% futures",
    )),
    ("Nasdaq 100 futures tumbled 3% in overnight trading.", (
        "nasdaq_100 down 3% futures",
    )),
    ("The VIX, Wall Street's fear gauge, more than doubled to 37.3.", (
        "vix up 100% @37.3",
    )),
    ("The Cboe Volatility Index surged to 65.73, its highest since 2020.", (
        "vix up @65.73",
    )),
    ("The Japanese currency strengthened to 141.7 to the dollar.", (
        "yen up @141.7",
    )),
    ("The rouble fell 30% to 119 per dollar in offshore trading.", (
        "rouble down 30% @119",
    )),
    ("First Republic shares closed down 62% and Western Alliance 47%.", (
        "First_Republic down 62% close",
        "Western_Alliance down 47%",
    )),
    ("US crude (WTI) fell 4.8% to $94.70.", (
        "wti down 4.8% @94.7",
    )),
    ("MSCI's gauge of global stocks shed 1.2%.", (
        "msci_world down 1.2%",
    )),
    ("MSCI's world index dropped 2.2 percent.", (
        "msci_world down 2.2%",
    )),
    ("The Hang Seng Tech index tumbled 11%.", (
        "hang_seng_tech down 11%",
    )),
    ("China's CSI 300 index of blue chips lost 3.1%.", (
        "csi_300 down 3.1%",
    )),
    ("Mainland Chinese shares fell 5 percent.", (
        "mainland_chinese_shares down 5%",
    )),
    ("India's rupee hit a record low of 77.02 to the dollar.", (
        "rupee down @77.02 record",
    )),
    ("Gold futures settled $21.40 higher at $1,574.30 an ounce.", (
        "gold up 21.4usd @1574.3 close futures",
    )),
    ("December gold rose 1.4% to settle at $1,310.", (
        "gold up 1.4% @1310 close",
    )),
    ("November Brent gained $8.80 to $69.02.", (
        "brent up 8.8usd @69.02",
    )),
    ("Crude oil, which set a record of US$147.27 on July 11, has tumbled below US$90.", (
        "oil up @147.27 record",
        "oil down @90",
    )),
    ("Northern Rock asked for help. Shares in the bank crashed by 35 per cent yesterday to "
     "282.75p.", (
        "Northern_Rock down 35% @282.75",
    )),
    ("The Dubai Financial Market index slumped 7.3 per cent to 1,940.36 and Abu Dhabi's shed 8.3 "
     "per cent.", (
        "Dubai_Financial_Market down 7.3% @1940.36",
    )),
    ("The move hurt the baht, which had climbed about 16 percent since January and touched a nine-"
     "year high of 35.06 per dollar on Monday.", (
        "baht up 16% approx",
        "baht up @35.06",
    )),
)

NO_CLAIMS: tuple[str, ...] = (
    "OPEC cut output by 10 percent and the economy grew 2 percent.",
    "Analysts expect Brent to reach $100.",
    "Oil could rise 10 percent, the bank said.",
    "Inflation rose 3 percent in Germany.",
    "The unemployment rate fell to 4 percent and wages rose 3 percent.",
    "Tariffs of 25 percent on steel took effect on Friday.",
    "Turnout rose 3 percent to 68 percent.",
    "The bank cut its key rate by a quarter point to 4.25 percent.",
    "Iran's oil exports fell by 80 percent.",
    "The company will cut output by 10 percent.",
    "Chevron said it would cut spending by 20 percent.",
    "The attack erased $100 billion from the value of the S&P 500.",
    "The Dow was on track for its biggest fall since 2008.",
    "Would Brent rise 10 percent?",
    "A drop of 2 percent in the Dow would trigger selling.",
    "If the S&P 500 falls 7 percent, trading is halted.",
    "Consumer prices rose 3.2 percent in May.",
    "Gold production fell 4 percent.",
    "Demand for oil rose 2 percent.",
    "Crude inventories dropped by 5 percent.",
    "Support for the party fell 3 points to 41 percent.",
    "The S&P downgrade cut the rating by one notch.",
    "Nasdaq said its profit fell 12 percent.",
    "BP said output fell 5 percent.",
    "The euro zone economy shrank 0.3 percent.",
    "The dollar value of exports fell 8 percent.",
    "The magnitude 9.0 quake struck at 2:46 p.m.",
    "Goldman Sachs raised its Brent forecast by 10 percent to $80.",
    "The deal values the company at $20 a share, a premium of 25 percent.",
    "Oil companies lost 10 percent of their staff.",
    "Iran exports 2 percent of the world's oil.",
    "The bank holds a 5 percent stake in Boeing.",
    "Saudi Arabia lost half of its output, or 5 percent of global supply.",
    "House prices fell 2 percent in London.",
    "Steel tariffs rose to 50 percent.",
    "The pound in your pocket has not been devalued.",
    "About 20 percent of the world's oil passes through the strait.",
    "Unemployment climbed 0.2 percentage points to 5.1 percent.",
    "Apple sold 10 percent fewer phones.",
    "Interest on the bond rose to 6 percent.",
    "Sales at Tesco rose 3 percent.",
    "Brent's premium to WTI widened to $5.",
    "Investors had bet that the Dow would fall.",
    "Gas consumption dropped by a fifth.",
    "The gold medal went to Russia.",
    "Analysts at UBS see gold at $2,000.",
    "The central bank spent $10 billion to defend the rouble.",
    "The company's market value fell by $40 billion.",
    "The Dow Jones Newswires reported that 3 percent of staff would go.",
    "The FTSE 100 company cut 4 percent of its jobs.",
    "Passenger numbers at Lufthansa fell 90 percent.",
    "The index of consumer confidence fell 5.1 points to 92.",
    "The ISM manufacturing index dropped 2 points to 48.1.",
    "The Purchasing Managers' Index rose to 51.2.",
    "The Consumer Price Index rose 0.4 percent.",
    "The Bank of England raised Bank Rate to 5 percent.",
    "Oil supply fell by 2 million barrels a day.",
    "Brent may fall to $60 next year.",
    "The minister warned that oil might reach $200.",
    "Traders priced in a 70 percent chance of a cut.",
    "Wheat exports from Ukraine dropped 40 percent.",
    "Copper miners cut spending by 8 percent.",
    "The government sold a 20 percent stake in the bank.",
    "The airline's traffic dropped 60 percent.",
    "If gold falls 5 percent, banks will sell.",
    "Lawmakers voted 52 percent to 48 percent.",
    "The country imports 90 percent of its gas.",
    "The company expects revenue to fall 12 percent.",
    "The dollar is used in 80 percent of trades.",
    "Euro zone inflation slowed to 2.4 percent.",
    "Mortgage rates rose to 7 percent.",
    "The economy lost 20 million jobs.",
    "Rents in London climbed 9 percent.",
    "The tax on oil went up 3 percent.",
    "Brent should climb 4 percent, a broker wrote.",
    "The fund put 6 percent of its money in gold.",
    "The bank's shares are held by the state, which owns 62%.",
    "The stock of housing fell 3 percent.",
    "The carrier's passenger numbers dropped 40 percent.",
    "The European index of confidence dropped 3 points.",
    "The gas leaked at a rate that had risen 5 percent.",
    "Russian gas supplies fell 40% after the pipeline shut.",
    "The price of bread rose 20 percent.",
    "The jobless rate crept up to 5.1 percent.",
    "Core inflation edged up to 3.2 percent.",
    "Britain's economy shrank 2% and the currency board met.",
    "Solana Beach homes fell 5 percent.",
    "Tether's reserves rose 5%.",
    "Rolls-Royce was the biggest faller on the FTSE 100, down 11%.",
    "Apple's revenue rose 8 percent and Samsung's fell 3 percent.",
    "The spread of the virus slowed by 3 percent.",
    "Nickel had been climbing since the war began.",
    "Sales at the retailer slid 12% and the company cut 5% of jobs.",
    "Your fund lost 9 percent.",
)
