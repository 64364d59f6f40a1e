using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;

namespace Imcc.Tests.Channels.Open;

public sealed class StandardWebhookTests
{
    private static readonly byte[] Key = StandardWebhook.ReadKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"test\": 2432232314}");
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    [Fact]
    public void It_signs_as_the_published_example_is_signed() => Assert.Equal(Signature, StandardWebhook.Sign(Key, Id, At, Body));

    [Theory]
    [InlineData(Id, "1614265330", Signature, 0, true)]
    [InlineData(Id, "1614265330", "v1,AAAA " + Signature, 0, true)]
    [InlineData(Id, "1614265330", Signature, 300, true)]
    [InlineData(Id, "1614265330", Signature, 301, false)]
    [InlineData(Id, "1614265330", Signature, -301, false)]
    [InlineData("msg_other", "1614265330", Signature, 0, false)]
    [InlineData(Id, "1614265331", Signature, 0, false)]
    [InlineData(Id, "99999999999999", Signature, 0, false)]
    [InlineData(Id, "", Signature, 0, false)]
    [InlineData(Id, "1614265330", "", 0, false)]
    public void It_believes_what_is_signed_and_of_now(string id, string timestamp, string signatures, int later, bool isGenuine) =>
        Assert.Equal(isGenuine, StandardWebhook.Matches(Key, id, timestamp, signatures, Body, At.AddSeconds(later)));

    [Theory]
    [InlineData("whsec_AAAA")]
    [InlineData("whsec_")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_not base64!")]
    public void What_is_no_key_is_none(string written) => Assert.Null(StandardWebhook.ReadKey(written));

    [Fact]
    public void A_posted_message_is_read_from_the_ledger_as_it_was_taken()
    {
        var now = At.AddHours(1);
        var texts = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => s.Get);
        var posts =
            from text in texts
            from name in texts
            from kind in Gen.Elements("text", "picture", "location", "link", "event")
            from isGroup in Gen.Elements(true, false)
            select new OpenIncoming
            {
                Id = "m-1",
                From = new("u-1", name),
                Group = isGroup ? new("g-1", name) : null,
                Addressed = !isGroup,
                Type = kind,
                Text = text,
                Time = At,
                Media = new(Url: "https://files.example/a.png"),
                Location = new(1.5, -2.5, text),
                Link = new(text, "https://files.example/", name),
                Event = new("opened", text),
            };
        Prop.ForAll(posts.ToArbitrary(), post =>
        {
            var (id, account) = (Guid.CreateVersion7(now), Guid.CreateVersion7(At));
            var taken = OpenWire.ToMessage(post, id, account, null, now);
            // Half a character has no form in JSON: it is another sign afterwards, and the same from then on.
            var read = OpenWire.Parse(OpenWire.Write(taken), id, account, now);
            Assert.Equal(OpenWire.Write(taken), OpenWire.Write(read));
            Assert.Equal((taken.ExternalId, taken.DedupeKey, taken.ChannelMessageId, taken.SentAt, taken.IsAddressed, taken.Speaker?.Id), (read.ExternalId, read.DedupeKey, read.ChannelMessageId, read.SentAt, read.IsAddressed, read.Speaker?.Id));
            Assert.Equal(taken.Content.GetType(), read.Content.GetType());
            Assert.Equal(IsFile(taken.Content), read.Content.IsToBeFetched());
        }).QuickCheckThrowOnFailure();

        static bool IsFile(MessageContent content) => content is PictureContent;
    }
}
