// Words that attackers try first, with the digits and signs at their ends taken off by the caller; written by hand for this project.
const words = `
  password passwort passw0rd p@ssword p@ssw0rd pass1234 password1 iloveyou iloveyou1 princess princess1 sunshine sunshine1
  football football1
  baseball basketball superman batman123 spiderman starwars starwars1 pokemon123 dragon123 monkey123 master123 michael1 jennifer jordan23
  charlie1 trustno1 letmein1 letmein welcome1 welcome welcome123 changeme changeme1 secret123 default1 administrator admin123 admin1234
  adminadmin root1234 rootroot toor1234 guest123 testtest test1234 testing1 testing123 example1 demo1234 demodemo flywheel flywheel1
  qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345 qwertz123 azerty123 asdfghjk asdfghjkl asdf1234 zxcvbnm1 zxcvbnm123 zxcvbnm,
  1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc qazwsxedc q1w2e3r4 q1w2e3r4t5 abcd1234 abc12345 abcdefgh abcdefg1 abc123456 a1b2c3d4 aa123456
  12345678 123456789 1234567890 0123456789 9876543210 987654321 87654321 11111111 22222222 00000000 88888888 99999999 12341234 11223344
  123123123 123321123 147258369 159753456 789456123 11235813 31415926 10203040 12121212 69696969 computer internet whatever blahblah
  samsung1 google123 facebook facebook1 linkedin twitter1 instagram microsoft windows10 liverpool liverpool1 arsenal1 chelsea1 barcelona
  chocolate butterfly snoopy123 mustang1 corvette harley123 yamaha123 mercedes porsche911 summer2024 winter2024 spring2024 autumn2024
`;

/** Passwords nobody may choose, lower case. */
export const wellKnownPasswords: ReadonlySet<string> = new Set(words.split(/\s+/).filter((word) => word !== ''));
