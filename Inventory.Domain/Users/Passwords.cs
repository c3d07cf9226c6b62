using System.Collections.Frozen;

namespace Inventory.Domain.Users;

/// <summary>NIST SP 800-63B, 3.1.1.2: a minimum length, no common password, and no other rule.</summary>
public static class Passwords
{
    public const int MinLength = 8;
    public const int MaxLength = 128;

    // 8 characters or more; shorter ones are refused anyway.
    private static readonly FrozenSet<string> Common = new[]
    {
        "00000000", "000000000", "0000000000", "0123456789", "0987654321", "11111111", "111111111", "1111111111", "11223344", "1122334455", "112233445566", "12121212", "123123123",
        "1234512345", "12341234", "12344321", "12345678", "123456789", "1234567890", "12345678910", "123456789a", "1234qwer", "123qweasd", "147258369", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx",
        "1qazxsw2", "22222222", "31415926", "55555555", "66666666", "77777777", "87654321", "88888888", "987654321", "9876543210", "99999999", "a1234567", "a12345678", "a123456789", "aa123456",
        "aaaaaaaa", "abc12345", "abcd1234", "abcdefgh", "abcdefghi", "access14", "admin123", "admin1234", "administrator", "adminadmin", "alexander", "asd12345", "asdasdasd", "asdf1234",
        "asdfasdf", "asdfghjk", "asdfghjkl", "babygirl", "barcelona", "baseball", "basketball", "benjamin", "butterfly", "changeme", "changeme123", "charlie1", "chelsea1", "chocolate", "computer",
        "corvette", "danielle", "default1", "dragon123", "einstein", "elephant", "estrella", "firebird", "football", "football1", "freedom1", "fuckyou1", "garfield", "geheim123", "godzilla",
        "hallo123", "hello123", "iloveyou", "iloveyou1", "iloveyou2", "internet", "jennifer", "jonathan", "jordan23", "letmein1", "letmein123", "liverpool", "liverpool1", "loveyou1", "manchester",
        "marlboro", "maverick", "mercedes", "michael1", "michelle", "midnight", "minecraft", "monkey123", "mustang1", "nicholas", "p@ssw0rd", "p@ssword", "pa55word", "pass1234", "passport", "passw0rd",
        "passwort", "passwort1", "password", "password!", "password.", "password0", "password00", "password01", "password1", "password1!", "password11", "password12", "password123", "password1234",
        "password12345", "password123456", "password2", "password3", "password99", "pokemon1", "princess", "princess1", "q1w2e3r4", "q1w2e3r4t5", "qazwsxedc", "qazwsx123", "qwaszx12", "qwe12345", "qwer1234",
        "qwerasdf", "qwerqwer", "qwert123", "qwert12345", "qwerty12", "qwerty123", "qwerty1234", "qwerty12345", "qwertyui", "qwertyuiop", "qwertz123", "qwertzuiop", "rockyou1", "samantha", "scorpion",
        "secret123", "shadow12", "slipknot", "spiderman", "starwars", "steelers", "summer2024", "summer2025", "summer2026", "sunshine", "sunshine1", "superman", "superman1", "test1234", "testtest", "thunder1",
        "topsecret", "trustno1", "user1234", "veronica", "victoria", "welcome1", "welcome123", "whatever", "winter2025", "winter2026", "yankees1", "zaq12wsx", "zaq1zaq1", "zxcvbnm1", "zxcvbnm123",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Ignores the case.</summary>
    public static bool IsCommon(string password) => Common.Contains(password);
}
