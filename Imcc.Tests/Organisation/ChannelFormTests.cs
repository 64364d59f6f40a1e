using Imcc.Core.Channels;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.Organisation;

public sealed class ChannelFormTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_form_is_saved_whole_read_by_the_adapter_and_its_secrets_never_come_out(bool onPostgres)
    {
        await using var database = await StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null);
        var (admin, accounts) = (await AdminAsync(database), database.Get<AccountAdministration>());
        var outcome = await accounts.SaveAsync(admin, Draft(database, new() { ["Host"] = " mail.example.org ", ["Password"] = "geheim", ["Mode"] = "tls", ["Note"] = "备注" }));
        Assert.Empty(outcome.Problems);

        var live = database.Cache.Current.AccountsByKey["post"];
        Assert.Equal(("mail.example.org", "geheim", "tls", "备注"), (live.Connection["Host"], live.Connection["Password"], live.Connection["Mode"], live.Connection["Note"]));
        // Left out: the default, and a path of our own is told as a whole address.
        Assert.Equal("http://localhost:5080/simulator/mail", live.Connection["ApiBase"]);
        Assert.Equal("", live.Connection["Signing"]);
        Assert.DoesNotContain("geheim", live.ToString(), StringComparison.Ordinal);

        var opened = (await accounts.OpenAsync(admin, outcome.Id))!;
        Assert.Equal(["Password"], opened.Kept);
        Assert.Equal(["ApiBase", "Host", "Mode", "Note"], opened.Values.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("/simulator/mail", opened.Values["ApiBase"]);
        await using (var context = database.Context())
        {
            var row = await context.Accounts.SingleAsync(a => a.Id == outcome.Id);
            Assert.DoesNotContain("geheim", row.Settings + row.Secrets, StringComparison.Ordinal);
            Assert.DoesNotContain(await context.AuditLog.ToListAsync(), a => a.Detail.Contains("geheim", StringComparison.Ordinal) || a.Detail.Contains("mail.example", StringComparison.Ordinal));
        }

        // An empty secret is the one that is there; an emptied value is empty.
        opened.Values["Host"] = "smtp.example.org";
        opened.Values["Note"] = "";
        opened.Values["Signing"] = "s1gn";
        Assert.Empty((await accounts.SaveAsync(admin, opened)).Problems);
        var changed = database.Cache.Current.AccountsByKey["post"].Connection;
        Assert.Equal(("smtp.example.org", "geheim", "s1gn", ""), (changed["Host"], changed["Password"], changed["Signing"], changed["Note"]));

        // Nothing new: nothing is written, though sealing would be different.
        var again = (await accounts.OpenAsync(admin, outcome.Id))!;
        Assert.Empty((await accounts.SaveAsync(admin, again)).Problems);
        Assert.Equal(again.Rev, (await accounts.OpenAsync(admin, outcome.Id))!.Rev);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_by_field_and_nothing_is_saved()
    {
        await using var database = await StartAsync();
        var outcome = await database.Get<AccountAdministration>().SaveAsync(
            await AdminAsync(database), Draft(database, new() { ["Host"] = "nodot", ["Mode"] = "smoke", ["Note"] = new string('x', 201) }));
        Assert.Equal(["Host:FieldBad", "Mode:FieldBad", "Note:TooLong", "Password:Missing"], outcome.Problems.Select(p => $"{p.Field}:{p.Code}").Order(StringComparer.Ordinal));
        Assert.False(database.Cache.Current.AccountsByKey.ContainsKey("post"));
    }

    [Fact]
    public async Task The_channel_is_asked_about_a_new_connection_only_and_what_it_says_refuses_the_change()
    {
        var check = new Check();
        await using var database = await StartAsync(services: s => s.AddSingleton<IChannelCheck>(check));
        var (admin, accounts) = (await AdminAsync(database), database.Get<AccountAdministration>());
        check.Answer = [new("Host", "Unreachable", "410")];
        var values = new Dictionary<string, string> { ["Host"] = "mail.example.org", ["Password"] = "geheim" };
        var refused = Assert.Single((await accounts.SaveAsync(admin, Draft(database, values))).Problems);
        Assert.Equal(("Host", "Unreachable", "410"), (refused.Field, refused.Code, refused.Argument));
        Assert.False(database.Cache.Current.AccountsByKey.ContainsKey("post"));

        check.Answer = [];
        var outcome = await accounts.SaveAsync(admin, Draft(database, values));
        Assert.Empty(outcome.Problems);
        Assert.Equal(["geheim http://localhost:5080/simulator/mail", "geheim http://localhost:5080/simulator/mail"], check.Asked);

        // Another name is nothing to the channel.
        var draft = (await accounts.OpenAsync(admin, outcome.Id))!;
        draft.Name = "邮箱";
        Assert.Empty((await accounts.SaveAsync(admin, draft)).Problems);
        Assert.Equal(2, check.Asked.Count);
    }

    [Fact]
    public async Task The_configuration_fills_a_form_by_the_same_names_and_is_followed_at_each_start()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Imcc:Channels:Email:0:Key"] = "post",
            ["Imcc:Channels:Email:0:Name"] = "邮箱",
            ["Imcc:Channels:Email:0:Welcome"] = "您好",
            ["Imcc:Channels:Email:0:Host"] = "mail.example.org",
            ["Imcc:Channels:Email:0:Password"] = "geheim",
        };
        await using var database = await DirectoryDatabase.StartAsync(demo: true, settings: settings, services: Sample);
        var account = database.Cache.Current.AccountsByKey["post"];
        Assert.Equal((SampleForm.Kind, "邮箱", "您好", "mail.example.org", "geheim", "plain"),
            (account.Kind, account.Name, account.Texts.Welcome, account.Connection["Host"], account.Connection["Password"], account.Connection["Mode"]));
        Assert.True((await database.Get<AccountAdministration>().OpenAsync(await AdminAsync(database), account.Id))!.FromConfiguration);
    }

    [Fact]
    public async Task Every_bad_setting_of_a_form_is_named_and_secrets_are_not_repeated()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Imcc:Channels:Email:0:Key"] = "Post!",
            ["Imcc:Channels:Email:0:Host"] = "nodot",
            ["Imcc:Channels:Email:0:Mode"] = "smoke",
            ["Imcc:Channels:Email:1:Key"] = "web",
            ["Imcc:Channels:Email:1:Host"] = "mail.example.org",
            ["Imcc:Channels:Email:1:Password"] = new string('p', 201),
            ["Imcc:Channels:WebChat:0:Key"] = "web",
        };
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => DirectoryDatabase.StartAsync(settings: settings, services: Sample));
        Assert.Equal(
            [
                "Imcc:Channels:Email:0:Key must be 2 to 40 of a-z, 0-9 and '-'; it is 'Post!'.",
                "Imcc:Channels:Email:0:Host is not as it must be; it is 'nodot'.",
                "Imcc:Channels:Email:0:Password must be set.",
                "Imcc:Channels:Email:0:Mode must be one of plain, tls; it is 'smoke'.",
                "Imcc:Channels:Email:1:Password must not be longer than 200 characters.",
                "Imcc:Channels: the key 'web' is used by 2 accounts; each needs its own.",
            ],
            refused.Failures);
    }

    [Fact]
    public void Addresses_are_told_with_the_accounts_key_and_for_sockets_by_their_own_scheme()
    {
        Assert.Equal("https://im.bank.cn/webhooks/mail/post", SampleForm.Form.Addresses[0].For("https://im.bank.cn", "post"));
        Assert.Equal("wss://im.bank.cn/webhooks/mail/post/socket", SampleForm.Form.Addresses[1].For("https://im.bank.cn", "post"));
        Assert.Equal("ws://localhost/webhooks/mail/post/socket", SampleForm.Form.Addresses[1].For("http://localhost", "post"));
    }

    internal static void Sample(IServiceCollection services) => services.AddSingleton(SampleForm.Form);

    private static Task<DirectoryDatabase> StartAsync(string? postgreSql = null, Action<IServiceCollection>? services = null) =>
        DirectoryDatabase.StartAsync(postgreSql, demo: true, services: s =>
        {
            Sample(s);
            services?.Invoke(s);
        });

    private static async Task<Guid> AdminAsync(DirectoryDatabase database)
    {
        await using var context = database.Context();
        return (await context.Users.SingleAsync(u => u.UserName == "admin")).Id;
    }

    private static AccountDraft Draft(DirectoryDatabase database, Dictionary<string, string> values) => new()
    {
        Kind = SampleForm.Kind,
        Key = "post",
        Name = "邮件",
        OrgUnitId = OrgUnitRow.RootId,
        SkillGroupId = database.Cache.Current.Groups.Keys.First(),
        Values = values,
    };

    private sealed class Check : IChannelCheck
    {
        public ChannelKind Kind => SampleForm.Kind;

        public IReadOnlyList<ChannelProblem> Answer { get; set; } = [];

        public List<string> Asked { get; } = [];

        public Task<IReadOnlyList<ChannelProblem>> ProblemsAsync(ChannelAccount account, CancellationToken cancellationToken)
        {
            Asked.Add($"{account.Connection["Password"]} {account.Connection["ApiBase"]}");
            return Task.FromResult(Answer);
        }
    }
}
