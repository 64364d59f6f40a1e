using System.Collections.Immutable;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;

namespace Imcc.Tests.Channels.Qq;

/// <summary>What an administrator enters, and what comes of it.</summary>
public sealed class QqSettingsTests
{
    [Theory]
    [InlineData("", "", "", "https://api.bot.qq.com", "https://api.bot.qq.com")]
    [InlineData("older", "", "", "https://api.sgroup.qq.com", "https://bots.qq.com")]
    [InlineData("sandbox", "", "", "https://sandbox.api.sgroup.qq.com", "https://bots.qq.com")]
    [InlineData("older", "http://stand.in/", "", "http://stand.in", "http://stand.in")]
    [InlineData("newer", "http://stand.in", "http://tokens.in/", "http://stand.in", "http://tokens.in")]
    public void The_hosts_are_the_newer_or_the_older_or_others(string hosts, string api, string token, string apiBase, string tokenBase)
    {
        var settings = Of((QqForm.Hosts, hosts), (QqForm.ApiBase, api), (QqForm.TokenBase, token))!;
        Assert.Equal((apiBase, tokenBase), (settings.ApiBase, settings.TokenBase));
    }

    [Fact]
    public void Nobody_is_believed_without_a_secret_and_no_secret_is_printed()
    {
        Assert.Null(Of((QqForm.Secret, "")));
        Assert.Null(Of((QqForm.AppId, "")));
        Assert.DoesNotContain(QqSamples.Secret, Of()!.ToString(), StringComparison.Ordinal);
        Assert.Equal((4, 60.0, 5, 5.0), (Of()!.Person.Replies, Of()!.Person.ValidFor.TotalMinutes, Of()!.Group.Replies, Of()!.Group.ValidFor.TotalMinutes));
    }

    [Theory]
    [InlineData(QqForm.AppId, "102 1")]
    [InlineData(QqForm.AppId, "")]
    [InlineData(QqForm.Secret, "密钥")]
    [InlineData(QqForm.Hosts, "another")]
    [InlineData(QqForm.ApiBase, "ftp://x")]
    [InlineData(QqForm.ApiBase, "//x")]
    [InlineData(QqForm.TokenBase, "https://a@b")]
    [InlineData(QqForm.PersonReplies, "-1")]
    [InlineData(QqForm.GroupMinutes, "99999")]
    public void The_form_says_what_is_not_as_it_must_be(string field, string value)
    {
        var values = QqForm.Form.Fields.ToDictionary(f => f.Name, f => f.Default);
        (values[QqForm.AppId], values[QqForm.Secret]) = ("102000001", "DG5g3B4j9X2KOErG");
        Assert.Empty(QqForm.Form.Problems(values));
        values[field] = value;
        Assert.Equal([field], QqForm.Form.Problems(values));
    }

    private static QqSettings? Of(params (string Name, string Value)[] values)
    {
        var account = QqSamples.Account();
        var all = ImmutableDictionary<string, string>.Empty.Add(QqForm.AppId, QqSamples.AppId).Add(QqForm.Secret, QqSamples.Secret);
        return QqSettings.Of(account with { Connection = new ChannelConnection(all.SetItems(values.Select(v => KeyValuePair.Create(v.Name, v.Value)))) });
    }
}
