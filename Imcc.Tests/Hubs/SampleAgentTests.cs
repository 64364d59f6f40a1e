using System.Diagnostics;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Tests.Hubs;

/// <summary>The sample in the documentation really works.</summary>
public sealed class SampleAgentTests : IAsyncLifetime
{
    private readonly HubHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_agent_of_the_documentation_accepts_and_echoes()
    {
        // Node looks for packages upwards from the script, so it runs where the build has put them.
        var script = Path.Combine(HubHost.RepositoryRoot, "Imcc.Web", "obj", "npm", "agent.mjs");
        File.Copy(Path.Combine(HubHost.RepositoryRoot, "docs", "samples", "agent.mjs"), script, overwrite: true);
        using var node = Process.Start(new ProcessStartInfo("node", [script])
        {
            Environment = { ["IMCC_URL"] = _host.Address.GetLeftPart(UriPartial.Authority), ["IMCC_KEY"] = "any", ["IMCC_AGENT"] = "agent1" },
        })!;
        try
        {
            await HubHost.UntilAsync(() => _host.Workplace.Calls.Contains("presence Available"));
            var id = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8051");
            var conversation = new DeskConversation
            {
                Id = id, ThreadId = id, Revision = 1, State = ConversationState.Offered, OfferId = id, Channel = ChannelKind.WebChat, AccountName = "web", ContactId = id, CustomerName = "", AgentId = HubHost.Agent1,
            };
            await _host.Workplace.TellAsync(new ConversationMoved(conversation));
            await HubHost.UntilAsync(() => _host.Workplace.Calls.Contains("accept"));
            await _host.Workplace.TellAsync(new ConversationMoved(conversation with { State = ConversationState.Active, Revision = 2 }));
            await _host.Workplace.TellAsync(new MessageAdded(new ThreadMessage
            {
                Id = id, ThreadId = id, Seq = 1, Direction = MessageDirection.Inbound, Sender = MessageSender.Customer, Content = new TextContent("你好"), At = default,
            }));
            await HubHost.UntilAsync(() => _host.Workplace.Calls.Contains("reply"));
            Assert.Equal("You said: 你好", Assert.IsType<TextContent>(_host.Workplace.LastReply).Text);
            await _host.Workplace.TellAsync(new ConversationMoved(conversation with { State = ConversationState.WrapUp, Revision = 3 }));
            await HubHost.UntilAsync(() => _host.Workplace.Calls.Contains("finish"));
            var invitation = new Invitation(HubHost.Agent1, id, HubHost.Agent2, default, default, 1, "", "");
            await _host.Workplace.TellAsync(new ConversationMoved(conversation with { State = ConversationState.Active, AgentId = HubHost.Agent2, Invitation = invitation, Revision = 4 }));
            await HubHost.UntilAsync(() => _host.Workplace.Calls.Count(c => c == "accept") == 2);
        }
        finally
        {
            node.Kill();
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            File.Delete(script);
        }
    }
}
