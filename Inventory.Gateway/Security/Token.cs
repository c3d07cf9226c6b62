using System.Buffers.Text;
using System.Security.Cryptography;

namespace Inventory.Gateway.Security;

/// <summary>
/// What a caller shows: <c>it_</c> for a user's token or <c>ik_</c> for another program's key, and in base64url the 16 bytes of whose it is and 32 bytes of chance. Only a hash is kept, and as
/// there is nothing to be guessed, a plain one will do.
/// </summary>
/// <param name="Kind">Of a user or of a program.</param>
/// <param name="Id">The user, or the key.</param>
/// <param name="Hash">SHA-256 of the text, in lower-case hexadecimal.</param>
public readonly record struct Token(TokenKind Kind, Guid Id, string Hash)
{
    private const int SecretBytes = 32;
    private const int Bytes = 16 + SecretBytes;
    private const string UserPrefix = "it_";
    private const string KeyPrefix = "ik_";

    /// <summary>So long is every one of them.</summary>
    public const int Length = 3 + Bytes * 4 / 3;

    /// <returns>A new one, and the text that is shown once.</returns>
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
        if (text?.Length != Length || (!text.StartsWith(UserPrefix, StringComparison.Ordinal) && !text.StartsWith(KeyPrefix, StringComparison.Ordinal)))
            return false;
        if (!Base64Url.IsValid(text.AsSpan(3)) || !Base64Url.TryDecodeFromChars(text.AsSpan(3), bytes, out var written) || written != Bytes)
            return false;
        token = new(text[1] == 't' ? TokenKind.User : TokenKind.Key, new Guid(bytes[..16]), HashOf(text));
        return true;
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(text)));
}

/// <summary>What a <see cref="Token"/> stands for.</summary>
public enum TokenKind
{
    User = 1,
    Key = 2,
}
