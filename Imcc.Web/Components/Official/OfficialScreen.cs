using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Imcc.Web.Components.Official;

/// <summary>What the screens of official accounts have in common: their own words, and asking WeChat, which may refuse or be away.</summary>
public abstract class OfficialScreen : AdminScreen
{
    [Inject] public required IStringLocalizer<OfficialText> O { get; init; }

    /// <summary>What WeChat, or the way to it, said last; null: it did as it was asked.</summary>
    protected string? WeChatError { get; set; }

    /// <summary>While WeChat is being asked nothing else can be asked.</summary>
    protected bool IsAsking { get; private set; }

    protected override string WordsOf(Problem problem) => O["Problem_" + problem.Code, problem.Argument ?? ""] is { ResourceNotFound: false } own ? own.Value : base.WordsOf(problem);

    protected async Task AskAsync(Func<Guid, Task> ask)
    {
        if (IsAsking)
            return;
        (IsAsking, WeChatError) = (true, null);
        try
        {
            await ask(await ActorAsync());
        }
        catch (UnauthorizedAccessException)
        {
            WeChatError = L["Problem_NotAllowed"];
        }
        finally
        {
            IsAsking = false;
        }
    }

    /// <returns>Whether WeChat did it.</returns>
    protected async Task<bool> DoAsync(Func<Guid, Task<WeChatDone>> act, string done)
    {
        WeChatDone? outcome = null;
        await AskAsync(async actor => outcome = await act(actor));
        if (outcome is not { IsDone: true })
        {
            WeChatError ??= outcome?.Error;
            return false;
        }

        Snackbar.Add(O[done], Severity.Success);
        return true;
    }
}
