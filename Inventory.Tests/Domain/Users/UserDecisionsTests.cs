using Inventory.Domain.Time;
using Inventory.Domain.Users;

namespace Inventory.Tests.Domain.Users;

public sealed class UserDecisionsTests
{
    private static readonly Guid Id = Guid.CreateVersion7();
    private static readonly Instant Now = new(1_000_000);
    private static readonly UserState Ann = UserDecisions.Register(Id, Request, Now);

    private static RegisterUserRequest Request => new()
    {
        Username = "Ann",
        Mail = "ann@example.org",
        FirstName = "Ann",
        LastName = "",
        PasswordHash = "hash",
        Role = UserRole.Customer,
    };

    [Fact]
    public void A_new_user_is_what_was_asked_for_and_has_no_session()
    {
        Assert.Equal((Id, "Ann", "ann@example.org", UserRole.Customer, Now, Now), (Ann.User!.Id, Ann.User.Username, Ann.User.Mail, Ann.User.Role, Ann.User.Registered, Ann.User.Modified));
        Assert.Equal("hash", Ann.PasswordHash);
        Assert.Empty(Ann.Sessions);
    }

    [Theory]
    [InlineData(9, true), InlineData(10, false), InlineData(11, false)]
    public void A_session_is_open_until_it_expires(long at, bool isOpen)
    {
        var state = Ann.Open(Session("a", expires: 10), new(0));
        Assert.Equal(isOpen, state.FindSession("a", new(at)) is not null);
        Assert.Null(state.FindSession("b", new(at)));
    }

    [Fact]
    public void Who_is_not_there_opens_nothing() => Assert.Same(Nobody, Nobody.Open(Session("a"), Now));

    [Fact]
    public void Of_very_many_sessions_the_oldest_end()
    {
        var state = Ann;
        for (var i = 0; i < UserDecisions.MaxSessions + 3; i++)
            state = state.Open(Session($"{i}"), Now);
        Assert.Equal(Enumerable.Range(3, UserDecisions.MaxSessions).Select(i => $"{i}"), state.Sessions.Select(s => s.TokenHash));
    }

    [Fact]
    public void Sessions_that_have_expired_are_cleared_when_another_is_opened()
    {
        var state = Ann.Open(Session("old", expires: 10), new(0)).Open(Session("new", expires: 100), new(10));
        Assert.Equal(["new"], state.Sessions.Select(s => s.TokenHash));
    }

    [Fact]
    public void A_session_is_closed_alone_or_with_all()
    {
        var state = Ann.Open(Session("a"), Now).Open(Session("b"), Now);
        Assert.Equal(["b"], state.CloseSession("a").Sessions.Select(s => s.TokenHash));
        Assert.Same(state, state.CloseSession("c"));
        Assert.Empty(state.CloseAllSessions("user:admin", Now).Sessions);
        Assert.Same(Ann, Ann.CloseAllSessions("user:admin", Now));
    }

    [Fact]
    public void Another_role_is_another_version_of_the_user_and_the_same_is_not()
    {
        var later = new Instant(2_000_000);
        var state = Ann.SetRole(UserRole.Admin, "user:admin", later);
        Assert.Equal((UserRole.Admin, Now, later), (state.User!.Role, state.User.Registered, state.User.Modified));
        Assert.Same(Ann, Ann.SetRole(UserRole.Customer, "user:admin", later));
        Assert.Same(Nobody, Nobody.SetRole(UserRole.Admin, "user:admin", later));
    }

    [Fact]
    public void What_was_done_is_kept_with_who_did_it_and_outlives_the_name()
    {
        var state = Ann.Open(Session("a"), Now).SetRole(UserRole.Operator, "user:admin", Now).CloseAllSessions("user:ann", Now).Open(Session("b"), Now).Erase("key:17", Now);
        Assert.Equal([("user:admin", UserChangeKind.RoleChanged), ("user:ann", UserChangeKind.SessionsEnded), ("key:17", UserChangeKind.Erased)],
            state.ChangesOrNone().Skip(1).Select(change => (change.Actor!, change.Kind)));
        Assert.True(state.IsErased() && state is { User: null, PasswordHash: null, Sessions: [] } && !Ann.IsErased());
        Assert.Equal([UniqueNames.OnUsername("ANN"), UniqueNames.OnMail("ANN@example.org")], state.Claims!.Value.AsEnumerable());
        Assert.Null(state.EndErasure().Claims);
        Assert.Same(state, state.Erase("user:admin", Now));
        Assert.Same(Nobody, Nobody.Erase("user:admin", Now));
    }

    [Fact]
    public void A_record_from_before_changes_were_kept_has_none() => Assert.Single((Ann with { Changes = null }).SetRole(UserRole.Admin, "user:admin", Now).ChangesOrNone());

    [Theory]
    [InlineData("ANN", true), InlineData("ann", true), InlineData("anna", false), InlineData("ann@example.org", false)]
    public void A_user_holds_its_name_in_whatever_case(string name, bool holds) => Assert.Equal(holds, Ann.OwnsName(UniqueNames.OnUsername(name)));

    [Theory]
    [InlineData("Ann@Example.org", true), InlineData("bob@example.org", false)]
    public void A_user_holds_its_mail_in_whatever_case(string mail, bool holds) => Assert.Equal(holds, Ann.OwnsName(UniqueNames.OnMail(mail)));

    [Fact]
    public void Nobody_holds_nothing() => Assert.False(Nobody.OwnsName(UniqueNames.OnUsername("ann")));

    private static readonly UserState Nobody = new();

    private static Session Session(string hash, long expires = long.MaxValue - 1) => new(hash, new(0), new(expires));
}
