namespace Inventory.Tests.Gateway.Api;

/// <summary>Texts that software stumbles over, each of 1 to 100 characters. In the manner of minimaxir/big-list-of-naughty-strings.</summary>
internal static class NaughtyStrings
{
    public static readonly string[] All =
    [
        // Words of languages and formats.
        "undefined", "undef", "null", "NULL", "(null)", "nil", "NIL", "true", "False", "None", "hasOwnProperty", "then", "constructor", "__proto__", "\\", "\\\\", "-", "_",
        // Numbers.
        "0", "1", "1.00", "$1.00", "1/2", "1E2", "1E+02", "-1", "-1.00", "0/0", "-2147483648/-1", "-9223372036854775808", "999999999999999999999999", "NaN", "Infinity", "-Infinity",
        "1#INF", "0x0", "0xabad1dea", "1,000.00", "1 000.00", "1'000,00", "08", "٠١٢٣", "2.2250738585072011e-308", "012-345-678",
        // Punctuation and quotes.
        ",./;'[]\\-=", "<>?:\"{}|_+", "!@#$%^&*()`~", "'", "\"", "''", "\"\"", "'\"'", "\"''''\"'\"", "“quotes”", "`", "\\\"", "\\'", "{{x}}", "${x}", "%s%d%n", "%00", "%0d%0a", "%2e%2e%2f",
        "&amp;&lt;&#0;", "a=b&c=d", "?#fragment", "+", "a+b c", "../../../../etc/passwd", "C:\\con\\nul", "/dev/null; touch /tmp/blns.fail ; echo",
        // White space and controls.
        " ", "  leading and trailing  ", "\t", "\n", "\r\n", "line 1\r\nline 2\rline 3\n", "\u0001\u001f\u007f", "\u0080\u009f", "\u00a0", "\u2028\u2029", "\u3000", "\u000b\u000c\u0085",
        "HTTP/1.1 200 OK\r\n\r\n<html>", "\u001b[31mred\u001b[0m",
        // Zero width, byte order marks, non-characters, private use, combining.
        "\u200b", "a\u200bb\u200cc\u200dd\u2060e", "\ufeff", "\ufffe\uffff", "\ufdd0", "\ue000\uf8ff", "\U0010ffff", "\U000e0001", "e\u0301\u0323", "é", "Z\u0351\u036b\u0343a\u0337lgo\u0321\u0353", "\ufffd", "\u00ad",
        // Scripts, right to left, overrides.
        "田中さんにあげて下さい", "和製漢語", "部落格", "사회과학원", "찦차를 타고 온", "Ω≈ç√∫˜µ≤≥÷", "ЁЂЃЄЅІЇЈЉЊЋЌЍЎЏ", "ⁿ₀₁₂", "⁰⁴⁵₀₁₂", "ด้้้้้็็็็็้้้้้็", "הָיְתָהtestالصفحات", "بِسْمِ اللَّهِ", "\u202etest\u202c", "\u2066\u2067\u2069", "İıßſẞΣςK", "ﬁ", "𝕿𝖍𝖊 𝖖𝖚𝖎𝖈𝖐", "𠜎𠜱𠝹",
        // Emoji.
        "😍", "👩🏽", "👨‍🦰 👨🏿‍🦰", "🏳0🌈️", "👾 🙇 💁 🙅", "🇺🇸🇷🇺🇸 🇦🇫", "1️⃣ 2️⃣", "👩‍👩‍👧‍👦", "ﾟ･✿ヾ╲(｡◕‿◕｡)╱✿･ﾟ", "(╯°□°）╯︵ ┻━┻", "❤️ 💔",
        // Code of others.
        "<script>alert(0)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", "\"><img src=x onerror=alert(2)>", "javascript:alert(1);", "<!--", "]]>", "<?xml version=\"1.0\"?><!DOCTYPE x>",
        "1;DROP TABLE users", "1'; DROP TABLE resources-- 1", "' OR 1=1 -- 1", "' OR '1'='1", "%", "_%", "x' || sqlite_version() || 'x", "$(touch /tmp/blns.fail)", "`ls -al /`", "{0}", "{{7*7}}", "${jndi:ldap://x/a}",
        "System(\"ls -al /\")", "eval(\"puts 'hello'\")", "{\"a\":1}", "[1,2]", "{\"", "\"}", "W/\"1\"",
    ];
}
