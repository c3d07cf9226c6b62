using System.Text.Json;
using Inventory.Domain.Users;
using Inventory.Grains.States;

namespace Inventory.Tests.Storage;

/// <summary>Records from before a member was there.</summary>
public sealed class OldStateTests
{
    [Fact]
    public void What_a_record_does_not_have_yet_is_none_and_it_can_be_written_again()
    {
        var user = JsonSerializer.Deserialize("""{"password_hash":"h","sessions":[]}""", GrainStateJson.Default.UserState)!;
        Assert.Empty(user.ChangesOrNone());
        Assert.Equal("h", JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(user, GrainStateJson.Default.UserState), GrainStateJson.Default.UserState)!.PasswordHash);
        // And what is not a member any more is passed over.
        var booking = JsonSerializer.Deserialize("""{"attempt":3}""", GrainStateJson.Default.BookingState)!;
        Assert.Null(JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(booking, GrainStateJson.Default.BookingState), GrainStateJson.Default.BookingState)!.Booking);
    }
}
