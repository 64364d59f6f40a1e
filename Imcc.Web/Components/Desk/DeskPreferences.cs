using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>What the agent chose for themselves, as it is now on all their screens.</summary>
public sealed class DeskPreferences(DeskSession session, IPreferences preferences, TimeProvider time)
{
    public AgentPreferences Now { get; private set; } = AgentPreferences.Default;

    public bool IsQuiet => Now.IsQuiet(time.GetUtcNow());

    public async Task ReadAsync()
    {
        if (await session.Calls.AskAsync<AgentPreferences>(async () => await preferences.OpenAsync(session.State.AgentId, session.Calls.Closing)) is { } read)
            Take(read);
    }

    /// <summary>Here it holds at once; refused, it is as it was.</summary>
    public async Task ChooseAsync(AgentPreferences choice)
    {
        var before = Now;
        Now = choice;
        session.Raise(DeskParts.Preferences);
        if (DeskCalls.IsDone(await session.Calls.DoAsync(() => preferences.SaveAsync(session.State.AgentId, choice))))
            return;
        if (Now == choice)
            Now = before;
        session.Raise(DeskParts.Preferences);
    }

    /// <param name="span">Null: until it is switched off.</param>
    public Task BeQuietAsync(TimeSpan? span) => ChooseAsync(Now with { QuietUntil = time.GetUtcNow() + (span ?? TimeSpan.FromDays(365)) });

    public Task EndQuietAsync() => ChooseAsync(Now with { QuietUntil = null });

    internal void Take(AgentPreferences told)
    {
        if (told.Revision < Now.Revision)
            return;
        Now = told;
        session.Raise(DeskParts.Preferences);
    }
}
