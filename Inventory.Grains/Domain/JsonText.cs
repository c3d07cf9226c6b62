using System.Text.Encodings.Web;
using System.Text.Json;

namespace Inventory.Domain;

/// <summary>How JSON that clients gave is written again.</summary>
internal static class JsonText
{
    /// <summary>Texts are not escaped beyond what JSON asks for: they are data for programs, not parts of a page.</summary>
    public static readonly JsonSerializerOptions AsGiven = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
