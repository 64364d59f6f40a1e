using Imcc.Core.Channels;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Organisation;

public sealed class AdministrationTests(PostgresServer postgres)
{
    private static readonly Guid Root = OrgUnitRow.RootId;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wechat_account_made_on_screen_is_in_the_directory_at_once_and_its_secrets_never_come_back(bool onPostgres)
    {
        await using var database = await DirectoryDatabase.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null, demo: true);
        var (admin, accounts) = (await IdAsync(database, "admin"), database.Get<AccountAdministration>());
        var draft = WeChatDraft(database, "bank");
        var outcome = await accounts.SaveAsync(admin, draft);
        Assert.Empty(outcome.Problems);

        var live = database.Cache.Current.AccountsByKey["bank"];
        Assert.Equal((draft.Token, draft.EncodingAesKey, "app secret"), (live.WeChat!.Token, live.WeChat.EncodingAesKey, live.WeChat.AppSecret));
        var opened = await accounts.OpenAsync(admin, outcome.Id);
        Assert.Equal(("", "", ""), (opened!.Token, opened.EncodingAesKey, opened.AppSecret));
        Assert.True(opened is { HasToken: true, HasEncodingAesKey: true, HasAppSecret: true });

        opened.Name = "新名字";
        opened.EncodingAesKey = AccountRules.NewEncodingAesKey();
        Assert.Empty((await accounts.SaveAsync(admin, opened)).Problems);
        var changed = database.Cache.Current.AccountsByKey["bank"];
        Assert.Equal(("新名字", draft.Token, draft.EncodingAesKey), (changed.Name, changed.WeChat!.Token, changed.WeChat.PreviousAesKey));

        // The draft is of the revision before.
        Assert.Equal("ChangedMeanwhile", Assert.Single((await accounts.SaveAsync(admin, opened)).Problems).Code);
        await using var context = database.Context();
        var audit = await context.AuditLog.Where(a => a.TargetId == outcome.Id).ToListAsync();
        Assert.Equal(["account.changed", "account.created"], audit.Select(a => a.Action).Order());
        Assert.DoesNotContain(audit, a => a.Detail.Contains(draft.Token, StringComparison.Ordinal) || a.Detail.Contains("app secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_problems_of_an_account_are_told_at_once_and_nothing_is_made()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var version = database.Cache.Current.Version;
        var outcome = await database.Get<AccountAdministration>().SaveAsync(await IdAsync(database, "admin"), new()
        {
            Key = "Bad Key",
            Name = " ",
            OrgUnitId = Guid.Empty,
            AppId = "微信",
            Token = "a!",
            EncodingAesKey = "short",
            ApiBase = "ftp://x",
            VipTier = 10,
            Texts = new() { Welcome = new string('字', 601), Greeting = "{name}您好" },
        });
        Assert.Equal(
            ["ApiBase:ApiBaseBad", "AppId:AppIdBad", "AppSecret:Missing", "EncodingAesKey:AesKeyBad", "Greeting:PlaceholderUnknown", "Key:KeyBad", "Name:Missing", "OrgUnitId:OrgUnitForeign", "SkillGroupId:Missing", "Token:TokenBad", "VipTier:OutOfRange", "Welcome:TooLong"],
            outcome.Problems.Select(p => $"{p.Field}:{p.Code}").Order(StringComparer.Ordinal));
        await database.Cache.ReloadAsync();
        Assert.Equal(version, database.Cache.Current.Version);
    }

    [Fact]
    public async Task A_key_that_is_taken_at_the_same_moment_twice_goes_to_one()
    {
        await using var database = await DirectoryDatabase.StartAsync(await postgres.NewDirectoryAsync(), demo: true);
        var admin = await IdAsync(database, "admin");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => database.Get<AccountAdministration>().SaveAsync(admin, WeChatDraft(database, "twice")))));
        Assert.Single(outcomes, o => o.Made);
        Assert.All(outcomes.Where(o => !o.Made), o => Assert.Equal("KeyTaken", Assert.Single(o.Problems).Code));
    }

    [Fact]
    public void Generated_secrets_are_what_wechat_takes()
    {
        for (var i = 0; i < 200; i++)
        {
            var key = AccountRules.NewEncodingAesKey();
            Assert.True(AccountRules.IsEncodingAesKey(key));
            var bytes = Convert.FromBase64String(key + "=");
            Assert.Equal(32, bytes.Length);
            Assert.Equal(key + "=", Convert.ToBase64String(bytes));
            Assert.True(AccountRules.IsToken(AccountRules.NewToken()));
        }
    }

    [Fact]
    public async Task An_administrator_of_a_branch_sees_and_touches_only_the_branch()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, people) = (await IdAsync(database, "admin"), database.Get<AgentAdministration>());
        var shanghai = (await database.Get<OrganisationView>().OrgUnitsAsync(admin)).Single(u => u.Unit.Name == "上海分行").Unit.Id;
        Assert.Empty((await people.SaveAsync(admin, Person("branch", shanghai, Role.Admin))).Problems);
        var branch = await IdAsync(database, "branch");

        Assert.Equal(["agent1", "agent2", "agent3", "branch"], (await people.ListAsync(branch)).Select(p => p.UserName));
        Assert.Empty(await database.Get<AccountAdministration>().ListAsync(branch));
        Assert.Null(await database.Get<AccountAdministration>().OpenAsync(branch, database.Cache.Current.AccountsByKey["demo"].Id));
        Assert.Equal("Gone", Assert.Single((await people.SetEnabledAsync(branch, await IdAsync(database, "agent4"), false)).Problems).Code);
        Assert.Equal("OrgUnitForeign", Assert.Single((await people.SaveAsync(branch, Person("up", Root, Role.Admin))).Problems).Code);
        Assert.Empty((await people.SetEnabledAsync(branch, await IdAsync(database, "agent1"), false)).Problems);
    }

    [Fact]
    public async Task Only_an_enabled_administrator_may_change_or_read()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (agent, lead) = (await IdAsync(database, "agent1"), await IdAsync(database, "lead1"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => database.Get<AgentAdministration>().SetEnabledAsync(agent, lead, false));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => database.Get<KeyAdministration>().MakeAsync(lead, new() { Name = "x", Scopes = [ApiScope.AnyAgent] }));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => database.Get<AccountAdministration>().ListAsync(agent));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => database.Get<OrganisationView>().AuditAsync(lead, 10));
    }

    [Fact]
    public async Task The_last_administrator_stays_one_even_when_two_remove_each_other_at_the_same_moment()
    {
        await using var database = await DirectoryDatabase.StartAsync(await postgres.NewDirectoryAsync());
        var people = database.Get<AgentAdministration>();
        var one = await database.AdminAsync("one");
        var self = (await people.ListAsync(one)).Single();
        self.Roles = [Role.Agent];
        Assert.Equal("LastAdmin", Assert.Single((await people.SaveAsync(one, self)).Problems).Code);
        Assert.Equal("NotYourself", Assert.Single((await people.SetEnabledAsync(one, one, false)).Problems).Code);

        var two = await database.AdminAsync("two");
        var failures = await Task.WhenAll(
            Task.Run(async () => await Record.ExceptionAsync(async () => await people.SetEnabledAsync(one, two, false))),
            Task.Run(async () => await Record.ExceptionAsync(async () => await people.SetEnabledAsync(two, one, false))));
        // The later one finds that it is no administrator any more; nothing else may go wrong.
        Assert.All(failures, f => Assert.True(f is null or UnauthorizedAccessException, f?.ToString()));
        await using var context = database.Context();
        Assert.Equal(1, await context.Admins().CountAsync());
    }

    [Fact]
    public async Task A_new_agent_is_in_the_directory_with_skills_and_a_disabled_one_is_known_as_disabled()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, people) = (await IdAsync(database, "admin"), database.Get<AgentAdministration>());
        var group = database.Cache.Current.Groups.Values.First();
        var draft = Person("xiaoming", Root, Role.Agent);
        draft.Skills = [new() { GroupId = group.Id, Level = 8, Weight = 20 }];
        var outcome = await people.SaveAsync(admin, draft);
        Assert.Empty(outcome.Problems);
        var agent = database.Cache.Current.Agents[outcome.Id];
        Assert.Equal((5, 8, 20, true), (agent.Capacity, agent.Skills[0].Level, agent.Skills[0].Weight, agent.Enabled));

        Assert.Equal("UserNameTaken", Assert.Single((await people.SaveAsync(admin, Person("XIAOMING", Root, Role.Agent))).Problems).Code);
        await people.SetEnabledAsync(admin, outcome.Id, false);
        Assert.False(database.Cache.Current.Agents[outcome.Id].Enabled);
    }

    [Theory]
    [InlineData("agent9", "short1!", "PasswordTooShort")]
    [InlineData("agent9", "password123", "PasswordTooUsual")]
    [InlineData("agent9", "P@ssw0rd", "PasswordTooUsual")]
    [InlineData("agent9", "20260301", "PasswordTooUsual")]
    [InlineData("agent9", "aaaaaaaaaaaa", "PasswordTooUsual")]
    [InlineData("agent9", "12345678901234567890", "PasswordTooUsual")]
    [InlineData("agent9", "xxAgent9yy!", "PasswordHoldsUserName")]
    [InlineData("agent9", DemoPeople.Password, null)]
    [InlineData("agent9", "correct horse battery", null)]
    [InlineData("agent9", "长江之水天上来啊", null)]
    public void Passwords_are_judged_by_length_and_by_what_everybody_tries(string userName, string password, string? problem) =>
        Assert.Equal(problem, PasswordProfile.Judge(userName, password));

    [Fact]
    public async Task An_api_key_is_kept_as_a_hash_and_works_until_it_expires_or_is_revoked()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, agent, keys) = (await IdAsync(database, "admin"), await IdAsync(database, "agent1"), database.Get<KeyAdministration>());
        var until = database.Time.GetUtcNow().AddDays(1);
        var made = await keys.MakeAsync(admin, new() { Name = "CRM", Scopes = [ApiScope.ReadThreads, ApiScope.OwnAgent], AgentId = agent, ExpiresAt = until });
        var holder = database.Cache.FindKey(made.Key!, database.Time.GetUtcNow());
        Assert.Equal((agent, "CRM"), (holder!.AgentId, holder.Name));
        Assert.Equal([ApiScope.ReadThreads, ApiScope.OwnAgent], holder.Scopes);
        Assert.Null(database.Cache.FindKey(made.Key!, until));
        Assert.Null(database.Cache.FindKey(made.Key! + "x", database.Time.GetUtcNow()));
        Assert.Null(database.Cache.FindKey("", database.Time.GetUtcNow()));
        await using (var context = database.Context())
        {
            var row = await context.ApiKeys.SingleAsync();
            Assert.Equal(64, row.Hash.Length);
            Assert.DoesNotContain(made.Key!, row.Hash + row.Prefix + row.Name, StringComparison.Ordinal);
            Assert.StartsWith(row.Prefix, made.Key, StringComparison.Ordinal);
        }

        await database.Get<AgentAdministration>().SetEnabledAsync(admin, agent, false);
        Assert.Null(database.Cache.FindKey(made.Key!, database.Time.GetUtcNow()));
        await database.Get<AgentAdministration>().SetEnabledAsync(admin, agent, true);
        Assert.NotNull(database.Cache.FindKey(made.Key!, database.Time.GetUtcNow()));
        Assert.Empty((await keys.RevokeAsync(admin, made.Outcome.Id)).Problems);
        Assert.Null(database.Cache.FindKey(made.Key!, database.Time.GetUtcNow()));
    }

    [Fact]
    public async Task A_key_without_scope_agent_or_future_is_not_made()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, keys) = (await IdAsync(database, "admin"), database.Get<KeyAdministration>());
        Assert.Equal("ScopesMissing", Assert.Single((await keys.MakeAsync(admin, new() { Name = "x" })).Outcome.Problems).Code);
        Assert.Equal("ScopesMissing", Assert.Single((await keys.MakeAsync(admin, new() { Name = "x", Scopes = ["root"] })).Outcome.Problems).Code);
        Assert.Equal("AgentMissing", Assert.Single((await keys.MakeAsync(admin, new() { Name = "x", Scopes = [ApiScope.OwnAgent] })).Outcome.Problems).Code);
        Assert.Equal("ExpiryPast", Assert.Single((await keys.MakeAsync(admin, new() { Name = "x", Scopes = [ApiScope.AnyAgent], ExpiresAt = database.Time.GetUtcNow() })).Outcome.Problems).Code);
    }

    private static async Task<Guid> IdAsync(DirectoryDatabase database, string userName)
    {
        await using var context = database.Context();
        return (await context.Users.SingleAsync(u => u.UserName == userName)).Id;
    }

    private static AgentDraft Person(string name, Guid orgUnit, string role) => new()
    {
        UserName = name,
        DisplayName = "某人",
        OrgUnitId = orgUnit,
        Roles = [role],
        InitialPassword = "long enough to be good",
    };

    private static AccountDraft WeChatDraft(DirectoryDatabase database, string key) => new()
    {
        Kind = ChannelKind.WeChat,
        Key = key,
        Name = "银行",
        OrgUnitId = Root,
        SkillGroupId = database.Cache.Current.Groups.Keys.First(),
        AppId = "wx0123456789abcdef",
        AppSecret = "app secret",
        Token = AccountRules.NewToken(),
        EncodingAesKey = AccountRules.NewEncodingAesKey(),
    };
}
