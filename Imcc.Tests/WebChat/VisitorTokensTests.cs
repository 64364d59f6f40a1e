using Imcc.Infrastructure.Channels.WebChat;
using Imcc.Infrastructure.Files;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.WebChat;

public sealed class VisitorTokensTests
{
    private static readonly Guid Account = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");
    private readonly EphemeralDataProtectionProvider _protection = new();

    [Fact]
    public void A_token_names_its_visitor_for_its_account_only()
    {
        var tokens = new VisitorTokens(_protection);
        var visitor = VisitorTokens.NewVisitorId();
        var token = tokens.Issue(Account, visitor);
        Assert.Equal(visitor, tokens.VisitorOf(Account, token));
        Assert.DoesNotContain(visitor, token, StringComparison.Ordinal);
        Assert.Null(tokens.VisitorOf(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8058"), token));
        Assert.Null(new VisitorTokens(new EphemeralDataProtectionProvider()).VisitorOf(Account, token));
    }

    [Fact]
    public void A_token_changed_anywhere_is_worth_nothing()
    {
        var tokens = new VisitorTokens(_protection);
        var token = tokens.Issue(Account, VisitorTokens.NewVisitorId());
        for (var i = 0; i < token.Length - 1; i++)
            Assert.Null(tokens.VisitorOf(Account, token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..]));
        Assert.Null(tokens.VisitorOf(Account, token + "AAAA"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("~~~ 你好 ~~~")]
    public void What_is_no_token_names_nobody(string? token) => Assert.Null(new VisitorTokens(_protection).VisitorOf(Account, token));

    [Fact]
    public void A_ticket_opens_its_own_file_for_an_hour()
    {
        var time = new FakeTimeProvider();
        var tickets = new FileTickets(_protection, time);
        var (file, other, thread) = (Guid.CreateVersion7(time.GetUtcNow()), Guid.CreateVersion7(time.GetUtcNow()), Guid.CreateVersion7(time.GetUtcNow()));
        var ticket = tickets.Issue(file, thread);
        Assert.Equal(thread, tickets.ThreadFor(file, ticket));
        Assert.Null(tickets.ThreadFor(other, ticket));
        Assert.Null(tickets.ThreadFor(file, ticket[..^4] + "AAAA"));
        Assert.Null(tickets.ThreadFor(file, new VisitorTokens(_protection).Issue(Account, VisitorTokens.NewVisitorId())));
        time.Advance(FileTickets.Lifetime);
        Assert.Null(tickets.ThreadFor(file, ticket));
    }
}
