using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Inventory.Gateway.Security;

/// <summary><c>it_</c> (user) or <c>ik_</c> (API key), and in base64url the id and 32 random bytes. Only a SHA-256 hash is stored: random bytes need no slow hash.</summary>
public readonly record struct Token(TokenKind Kind, Guid Id, string Hash)
{
    private const int SecretBytes = 32;
    private const int Bytes = 16 + SecretBytes;
    private const string UserPrefix = "it_";
    private const string KeyPrefix = "ik_";

    public const int Length = 3 + Bytes * 4 / 3;

    public static (Token Token, string Text) New(TokenKind kind, Guid id)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        id.TryWriteBytes(bytes);
        RandomNumberGenerator.Fill(bytes[16..]);
        var text = (kind == TokenKind.User ? UserPrefix : KeyPrefix) + Base64Url.EncodeToString(bytes);
        return (new Token(kind, id, HashOf(text)), text);
    }

    public static bool TryParse(string? text, out Token token)
    {
        token = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!IsWellFormed(text) || !Base64Url.TryDecodeFromChars(text.AsSpan(3), bytes, out var written) || written != Bytes)
            return false;
        token = new(text[1] == 't' ? TokenKind.User : TokenKind.Key, new Guid(bytes[..16]), HashOf(text));
        return true;
    }

    /// <summary>Without the hash, which costs more.</summary>
    public static bool IsWellFormed([NotNullWhen(true)] string? text) =>
        text?.Length == Length && (text.StartsWith(UserPrefix, StringComparison.Ordinal) || text.StartsWith(KeyPrefix, StringComparison.Ordinal)) && Base64Url.IsValid(text.AsSpan(3));

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(text)));
}

public enum TokenKind
{
    User = 1,
    Key = 2,
}
