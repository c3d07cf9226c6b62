using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Inventory.Gateway.Security;

/// <summary><c>it_</c> (user), <c>ik_</c> (API key), <c>ic_</c> (calendar) or <c>ir_</c> (password reset), and in base64url the id and 32 random bytes. Only a SHA-256 hash is stored: random bytes need no slow hash.</summary>
public readonly record struct Token(TokenKind Kind, Guid Id, string Hash)
{
    private const int SecretBytes = 32;
    private const int Bytes = 16 + SecretBytes;
    private const string UserPrefix = "it_";
    private const string KeyPrefix = "ik_";
    private const string ResetPrefix = "ir_";
    private const string CalendarPrefix = "ic_";

    private static readonly TokenKind[] Kinds = Enum.GetValues<TokenKind>();

    public const int Length = 3 + Bytes * 4 / 3;

    public static (Token Token, string Text) New(TokenKind kind, Guid id)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        id.TryWriteBytes(bytes);
        RandomNumberGenerator.Fill(bytes[16..]);
        var text = PrefixOf(kind) + Base64Url.EncodeToString(bytes);
        return (new Token(kind, id, HashOf(text)), text);
    }

    public static bool TryParse(string? text, out Token token)
    {
        token = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!IsWellFormed(text) || !Base64Url.TryDecodeFromChars(text.AsSpan(3), bytes, out var written) || written != Bytes)
            return false;
        token = new(Array.Find(Kinds, kind => text.StartsWith(PrefixOf(kind), StringComparison.Ordinal)), new Guid(bytes[..16]), HashOf(text));
        return true;
    }

    /// <summary>Without the hash, which costs more.</summary>
    public static bool IsWellFormed([NotNullWhen(true)] string? text) =>
        text?.Length == Length && Array.Exists(Kinds, kind => text.StartsWith(PrefixOf(kind), StringComparison.Ordinal)) && Base64Url.IsValid(text.AsSpan(3));

    private static string PrefixOf(TokenKind kind) => kind switch
    {
        TokenKind.User => UserPrefix,
        TokenKind.Key => KeyPrefix,
        TokenKind.Reset => ResetPrefix,
        TokenKind.Calendar => CalendarPrefix,
    };

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(text)));
}

public enum TokenKind
{
    User = 1,
    Key = 2,

    /// <summary>Sets a new password, once; it authenticates no request.</summary>
    Reset = 3,

    /// <summary>Reads feeds, and does nothing else. Its id is that of the owner.</summary>
    Calendar = 4,
}
