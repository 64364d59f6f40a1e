using Imcc.Core.Channels;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.Organisation;

public sealed class ConfiguredAccountsTests
{
    [Fact]
    public async Task Accounts_of_the_configuration_are_made_at_start_and_follow_it_later()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-conf-");
        var file = Path.Combine(folder.FullName, "d.db");
        var settings = WeChat();
        settings["Imcc:Channels:WeChat:0:AutoReply"] = "您好";
        settings["Imcc:Channels:WebChat:0:Key"] = "site";
        Guid id;
        await using (var first = await DirectoryDatabase.StartAsync(sqliteFile: file, settings: settings))
        {
            var account = first.Cache.Current.AccountsByKey["bank"];
            id = account.Id;
            Assert.Equal((ChannelKind.WeChat, "银行", "wx0123456789abcdef", "http://localhost:9/api", "您好"), (account.Kind, account.Name, account.WeChat!.AppId, account.WeChat.ApiBase, account.Texts.AutoReply));
            Assert.Equal(ChannelKind.WebChat, first.Cache.Current.AccountsByKey["site"].Kind);
            Assert.Equal(ConfiguredAccounts.DefaultGroup, Assert.Single(first.Cache.Current.Groups.Values).Name);
        }

        settings["Imcc:Channels:WeChat:0:AppSecret"] = "another";
        settings["Imcc:Channels:WeChat:0:SkillGroup"] = "理财";
        settings.Remove("Imcc:Channels:WeChat:0:AutoReply");
        await using (var second = await DirectoryDatabase.StartAsync(sqliteFile: file, settings: settings))
        {
            var account = second.Cache.Current.AccountsByKey["bank"];
            Assert.Equal((id, "another", "您好", "理财"), (account.Id, account.WeChat!.AppSecret, account.Texts.AutoReply, second.Cache.Current.Groups[account.SkillGroupId].Name));
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Imcc:Channels:WeChat:0:Key", "Bank", "Imcc:Channels:WeChat:0:Key")]
    [InlineData("Imcc:Channels:WeChat:0:Key", null, "Imcc:Channels:WeChat:0:Key")]
    [InlineData("Imcc:Channels:WeChat:0:AppId", "", "Imcc:Channels:WeChat:0:AppId")]
    [InlineData("Imcc:Channels:WeChat:0:AppSecret", "", "Imcc:Channels:WeChat:0:AppSecret")]
    [InlineData("Imcc:Channels:WeChat:0:Token", "no spaces", "Imcc:Channels:WeChat:0:Token")]
    [InlineData("Imcc:Channels:WeChat:0:EncodingAesKey", "tooshort", "Imcc:Channels:WeChat:0:EncodingAesKey")]
    [InlineData("Imcc:Channels:WeChat:0:ApiBase", "api.weixin.qq.com", "Imcc:Channels:WeChat:0:ApiBase")]
    [InlineData("Imcc:Channels:WebChat:0:Key", "bank", "'bank' is used by 2 accounts")]
    public async Task A_bad_setting_stops_the_start_with_its_name(string setting, string? value, string named)
    {
        var settings = WeChat();
        settings[setting] = value;
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => DirectoryDatabase.StartAsync(settings: settings));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_is_seeded_once_and_keeps_what_people_changed()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-demo-");
        var file = Path.Combine(folder.FullName, "d.db");
        var settings = new Dictionary<string, string?> { ["Imcc:Demo:ApiKey"] = "demo-key" };
        string token;
        await using (var first = await DirectoryDatabase.StartAsync(demo: true, sqliteFile: file, settings: settings))
        {
            var directory = first.Cache.Current;
            token = directory.AccountsByKey["demo"].WeChat!.Token;
            Assert.Equal("http://localhost:5080/simulator/wechat", directory.AccountsByKey["demo"].WeChat!.ApiBase);
            Assert.Equal(8, directory.Agents.Count);
            Assert.All(directory.Agents.Values.Where(a => a.UserName.StartsWith("agent", StringComparison.Ordinal)), a => Assert.True(a.Skills.Count is 2 or 3 && a.Capacity is >= 3 and <= 6));
            Assert.Equal(ApiScope.All, first.Cache.FindKey("demo-key", first.Time.GetUtcNow())!.Scopes);
        }

        settings["Imcc:PublicUrl"] = "https://im.example.com/";
        await using (var second = await DirectoryDatabase.StartAsync(demo: true, sqliteFile: file, settings: settings))
        {
            Assert.Equal(8, second.Cache.Current.Agents.Count);
            Assert.Equal(token, second.Cache.Current.AccountsByKey["demo"].WeChat!.Token);
            Assert.Equal("https://im.example.com/simulator/wechat", second.Cache.Current.AccountsByKey["demo"].WeChat!.ApiBase);
        }

        // Without the demo the same database lets nobody in with the demo's key or password.
        await using (var work = await DirectoryDatabase.StartAsync(sqliteFile: file, settings: settings))
        {
            Assert.Null(work.Cache.FindKey("demo-key", work.Time.GetUtcNow()));
            await using var scope = work.Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<ImccUser>>();
            foreach (var person in DemoPeople.All)
                Assert.True(await users.IsLockedOutAsync((await users.FindByNameAsync(person.UserName))!));
        }

        await using (var again = await DirectoryDatabase.StartAsync(demo: true, sqliteFile: file, settings: settings))
        {
            await using var scope = again.Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<ImccUser>>();
            Assert.False(await users.IsLockedOutAsync((await users.FindByNameAsync("agent1"))!));
            Assert.NotNull(again.Cache.FindKey("demo-key", again.Time.GetUtcNow()));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_the_demo_there_are_no_people_and_no_accounts_and_the_command_line_makes_the_first_administrator()
    {
        await using var database = await DirectoryDatabase.StartAsync(settings: new() { ["Imcc:Demo:ApiKey"] = "demo-key" });
        await using (var context = database.Context())
            Assert.Equal((0, 0, 0), (await context.Users.CountAsync(), await context.Accounts.CountAsync(), await context.ApiKeys.CountAsync()));
        Assert.Null(database.Cache.FindKey("demo-key", database.Time.GetUtcNow()));

        using var said = new StringWriter();
        Assert.Null(await DirectoryCommands.RunAsync(database.Services, ["--urls", "x"], TextReader.Null, said));
        Assert.Equal(2, await DirectoryCommands.RunAsync(database.Services, ["--create-admin"], TextReader.Null, said));
        Assert.Equal(1, await DirectoryCommands.RunAsync(database.Services, ["--create-admin", "boss"], new StringReader("password1\n"), said));
        Assert.Equal(0, await DirectoryCommands.RunAsync(database.Services, ["--create-admin", "boss"], new StringReader("much better than that\n"), said));
        await using (var context = database.Context())
            Assert.Equal("boss", (await context.Admins().SingleAsync()).UserName);
    }

    private static Dictionary<string, string?> WeChat() => new()
    {
        ["Imcc:Channels:WeChat:0:Key"] = "bank",
        ["Imcc:Channels:WeChat:0:Name"] = "银行",
        ["Imcc:Channels:WeChat:0:AppId"] = "wx0123456789abcdef",
        ["Imcc:Channels:WeChat:0:AppSecret"] = "s3cr3t",
        ["Imcc:Channels:WeChat:0:Token"] = "token1",
        ["Imcc:Channels:WeChat:0:EncodingAesKey"] = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
        ["Imcc:Channels:WeChat:0:ApiBase"] = "http://localhost:9/api/",
    };
}
