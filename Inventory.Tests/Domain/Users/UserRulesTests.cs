using Inventory.Domain.Time;
using Inventory.Domain.Users;

namespace Inventory.Tests.Domain.Users;

/// <summary>What usernames, mail addresses and passwords may be, and how long a claim on a name holds.</summary>
public sealed class UserRulesTests
{
    [Theory]
    [InlineData("ann"), InlineData("Ann Smith"), InlineData("ann@example.org"), InlineData("Łukasz"), InlineData("田中"), InlineData("'; DROP TABLE state; --"), InlineData("<b>"), InlineData("😍")]
    public void A_username_is_what_can_be_seen(string username) => Assert.Null(Usernames.Fault(username));

    [Theory]
    [InlineData(" ann"), InlineData("ann "), InlineData("\u00a0ann"), InlineData("a\tb"), InlineData("a\nb"), InlineData("a\u200bb"), InlineData("\ufeffann"), InlineData("a\u202eb"),
     InlineData("a\u00a0b"), InlineData("a\u2028b"), InlineData("\ue000"), InlineData("a\u0000b"), InlineData("a\u007fb")]
    public void A_username_is_not_what_cannot_be_seen(string username) => Assert.NotNull(Usernames.Fault(username));

    [Theory]
    [InlineData("a@b", true), InlineData("ann.smith+cars@example.org", true), InlineData("\"a@b\"@example.org", true), InlineData("用户@例子.广告", true)]
    [InlineData("", false), InlineData("ann", false), InlineData("@example.org", false), InlineData("ann@", false), InlineData("a b@c", false), InlineData("a@b\r\nBcc: c@d", false), InlineData("a\u200b@b", false)]
    public void A_mail_address_has_two_sides_and_no_gaps(string mail, bool can) => Assert.Equal(can, MailAddresses.IsPlausible(mail));

    [Theory]
    [InlineData("password", true), InlineData("Password1", true), InlineData("QWERTYUIOP", true), InlineData("12345678", true), InlineData("correct horse battery", false), InlineData("", false)]
    public void Common_passwords_are_known_in_whatever_case(string password, bool isCommon) => Assert.Equal(isCommon, Passwords.IsCommon(password));

    [Theory]
    [InlineData(0, true), InlineData(59_999_999, true), InlineData(60_000_000, false)]
    public void A_claim_is_fresh_for_a_minute(long later, bool isFresh) => Assert.Equal(isFresh, new UniqueNameState { User = Guid.NewGuid(), At = new(5) }.IsFresh(new(5 + later)));

    [Fact]
    public void What_nobody_claimed_is_not_fresh() => Assert.False(new UniqueNameState().IsFresh(new Instant(0)));

    [Fact]
    public void Keys_are_told_apart_by_name_and_limited_in_number()
    {
        var state = new ApiKeysState();
        for (var i = 0; i < ApiKeysState.MaxKeys; i++)
        {
            (var result, state) = state.Add(Key($"{i}"));
            Assert.Equal(AddApiKeyResult.Added, result);
            Assert.Equal(AddApiKeyResult.NameTaken, state.Add(Key($"{i}")).Result);
        }
        Assert.Equal((AddApiKeyResult.TooMany, state), state.Add(Key("one more")));
        var first = state.Keys[0];
        Assert.Equal(first, state.Find(first.Id, first.Hash));
        Assert.Null(state.Find(first.Id, "other"));
        Assert.Null(state.Revoke(first.Id).Find(first.Id, first.Hash));
        Assert.Same(state, state.Revoke(Guid.NewGuid()));
    }

    private static ApiKey Key(string name) => new() { Id = Guid.NewGuid(), Name = name, Scopes = ["events"], Created = new(0), Hash = $"hash of {name}" };
}
