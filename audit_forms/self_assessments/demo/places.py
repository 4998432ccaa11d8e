"""Merrowdale's schools, trusts and agencies. Every name is invented; URNs start at 990001, a range never given out."""

from audit_forms.organisations.enums import Sector

FIRST_URN = 990_001
LA_CODE = "999"
LA_NAME = "Merrowdale"

TRUSTS = ("Five Becks Learning Trust", "Wrenfold Academies Trust", "Larkmarsh Schools Trust")

AGENCIES = {
    "Merrowdale Police": Sector.POLICE,
    "Merrowdale Hospitals NHS Trust": Sector.HEALTH,
    "NHS Merrowdale Integrated Care Board": Sector.HEALTH,
    "Merrowdale Community Health Services": Sector.HEALTH,
    "Merrowdale Mental Health Services": Sector.HEALTH,
    "Merrowdale Council Children's Services": Sector.CHILDRENS_SERVICES,
    "Merrowdale Council Education and Early Years": Sector.EDUCATION,
    "Merrowdale Council Adult Services": Sector.ADULT_SERVICES,
    "Merrowdale Council Public Health": Sector.PUBLIC_HEALTH,
    "Merrowdale Youth Justice Service": Sector.YOUTH_JUSTICE,
    "Merrowdale Probation Service": Sector.PROBATION,
    "Merrowdale Homes": Sector.HOUSING,
    "Tarrowby Family Project": Sector.VOLUNTARY,
    "Merrowdale Voluntary Youth Forum": Sector.VOLUNTARY,
}
SMALL_GROUPS = ("Tarrowby Family Project", "Merrowdale Voluntary Youth Forum")

# Name; pupils; age range; trust's number or "-"; b boards, s has a sixth form, e has early years.
# The heading of each block is establishment, phase and the type as the national register words it.
SCHOOLS = """
# maintained, nursery, Local authority nursery school
Quillbury Nursery School; 84; 2-5; -; e
Ossermere Nursery School; 61; 2-5; -; e
# maintained, primary, Community school
Thistlemarsh Primary School; 214; 3-11; -; e
Varnhollow Primary School; 402; 3-11; -; e
Pellowick Primary School; 187; 4-11; -; e
Kestlebrook Primary School; 96; 4-11; -; e
Dunnamoss Primary School; 318; 3-11; -; e
Harebeck Infant School; 172; 4-7; -; e
Harebeck Junior School; 239; 7-11; -;
Sallowgate Primary School; 421; 3-11; -; e
Mossendale Primary School; 142; 4-11; -; e
Tarrowby Primary School; 208; 4-11; -; e
Fennacombe Primary School; 58; 4-11; -; e
Cobblemere Primary School; 267; 3-11; -; e
Whinbarrow Primary School; 73; 4-11; -; e
# maintained, primary, Voluntary aided school
Yewcross Church of England Primary School; 203; 4-11; -; e
Eldergreave Catholic Primary School; 211; 4-11; -; e
Amberthorn Church of England Primary School; 88; 4-11; -; e
Millrowe Catholic Primary School; 305; 3-11; -; e
# maintained, primary, Voluntary controlled school
Skerrowdene Church of England Primary School; 47; 4-11; -; e
Steepledale Church of England Primary School; 119; 4-11; -; e
Hazelwath Church of England Primary School; 65; 4-11; -; e
# academy, primary, Academy converter
Five Becks Primary Academy; 412; 3-11; 0; e
Underfell Primary Academy; 156; 4-11; 0; e
Crakemoss Primary Academy; 209; 4-11; 0; e
Tansyford Primary Academy; 228; 3-11; 0; e
Wrenfold Primary Academy; 388; 3-11; 1; e
Nettleburn Primary Academy; 178; 4-11; 1; e
Ottersgill Primary Academy; 92; 4-11; 1; e
Larkmarsh Infant Academy; 181; 3-7; 2; e
Larkmarsh Junior Academy; 244; 7-11; 2;
Pikestead Primary Academy; 135; 4-11; 2; e
# academy, primary, Academy sponsor led
Brindlecote Primary Academy; 263; 3-11; 0; e
Ravelstoke Primary Academy; 197; 4-11; 1; e
# maintained, middle, Community school
Quillbury Middle School; 376; 9-13; -;
# maintained, secondary, Community school
Quillbury High School; 1043; 13-18; -; s
Sallowgate School; 892; 11-16; -;
Dunnamoss High School; 1127; 11-18; -; s
# maintained, secondary, Voluntary aided school
Eldergreave Catholic High School; 764; 11-16; -;
# academy, secondary, Academy converter
Five Becks High School; 1216; 11-18; 0; s
Wrenfold High School; 978; 11-18; 1; s
Larkmarsh Academy; 1302; 11-18; 2; s
# academy, secondary, Academy sponsor led
Ravelstoke Academy; 811; 11-16; 1;
# academy, all_through, Academy converter
Cobblemere All-Through Academy; 1408; 3-18; 2; es
# free_school, primary, Free schools
Tarrowby Bridge Free School; 174; 4-11; -; e
# free_school, secondary, Free schools
Merrowdale Studio Free School; 286; 14-19; 0; s
# special, not_applicable, Community special school
Hollowfield Grange Special School; 128; 3-19; -; es
Ossermere Lodge Special School; 94; 5-16; -; b
# special, not_applicable, Academy special converter
Five Becks Special Academy; 142; 4-19; 0; es
# special, not_applicable, Non-maintained special school
Thornwyke Special School; 52; 8-19; -; bs
# alternative_provision, not_applicable, Pupil referral unit
Merrowdale Bridge Centre; 63; 11-16; -;
# alternative_provision, not_applicable, Academy alternative provision converter
Wrenfold Turning Point; 48; 7-16; 1;
# independent, all_through, Other independent school
Skerrowdene Hall School; 412; 3-18; -; bes
Varnhollow Court School; 268; 4-18; -; es
# independent, primary, Other independent school
Amberthorn Preparatory School; 154; 3-11; -; e
# independent, secondary, Other independent school
Yewcross Manor School; 203; 11-18; -; bs
# independent, not_applicable, Other independent special school
Kestlebrook Farm School; 31; 8-17; -;
# further_education, sixteen_plus, Further education
Merrowdale College; 3120; 16-99; -; s
# further_education, sixteen_plus, Sixth form centres
Quillbury Sixth Form College; 1455; 16-19; -; s
"""
