using Imcc.Infrastructure;
using Imcc.Infrastructure.Channels.OneBot;
using Imcc.Infrastructure.Channels.Open;
using Imcc.Infrastructure.Channels.Qq;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Files;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;
using Imcc.Web.Api;
using Imcc.Web.Components;
using Imcc.Web.Components.Misses;
using Imcc.Web.Components.Desk;
using Imcc.Web.Components.Followers;
using Imcc.Web.Components.Knowledge;
using Imcc.Web.Components.Keywords;
using Imcc.Web.Files;
using Imcc.Web.Hubs;
using Imcc.Web.Operations;
using Imcc.Web.Security;
using Imcc.Web.SignIn;
using Imcc.Web.Simulator;
using Imcc.Web.WebChat;
using Imcc.Web.Webhooks;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateBuilder(Start.Options(args));
builder.ListenSomewhere();
builder.AddLogs();
builder.AddDirectory();
builder.AddConversations();
builder.Services.AddFileStore();
builder.Services.AddWeChat();
builder.Services.AddWeChatWebhook();
builder.Services.AddOneBot();
builder.Services.AddOneBotWebhook();
builder.Services.AddWebChat();
builder.Services.AddAgentHub();
builder.Services.AddWeChatSimulator();
builder.Services.AddOneBotSimulator();
builder.Services.AddQq();
builder.Services.AddQqWebhook();
builder.Services.AddQqSimulator();
builder.Services.AddOpenChannel();
builder.Services.AddOpenChannelApi();
builder.Services.AddOpenSimulator();
builder.Services.AddScreens();
builder.AddSignIn();
builder.AddAdministration();
builder.Services.AddOpenApiV1();
builder.Services.AddHealth();

var app = builder.Build();
if (await Commands.RunAsync(app, args) is { } exitCode)
    return exitCode;
var demo = app.Services.GetRequiredService<IOptions<DemoOptions>>().Value;
app.UseImccSecurity();
app.UseErrorPage();
app.UseRequestLogs();
app.UseScreens();
app.UseAuthentication();
app.UseAuthorization();
app.MapScreens();
app.MapReasons();
app.MapReasonTree();
app.MapQrCodes();
app.MapKnowledge();
app.MapKeywords();
app.MapAnswerStats();
app.MapHealth();
app.MapWeChatWebhook();
app.MapOneBotWebhook();
app.MapQqWebhook();
app.MapWebChat();
app.MapFiles();
app.MapAgentHub();
app.MapOpenApiV1();
app.MapSignIn();
if (demo.Enabled)
{
    app.MapWeChatSimulator();
    app.MapOneBotSimulator();
    app.MapQqSimulator();
    app.MapOpenSimulator();
}

app.PrintBanner();
await app.RunAsync();
return 0;

/// <summary>The web process: screens, callbacks, hubs, and the grains that are hosted beside them.</summary>
public partial class Program;
