namespace Imcc.Infrastructure.Organisation;

/// <summary>What an API key may be used for. The names stand in rows and documents: never renamed.</summary>
public static class ApiScope
{
    public const string ReadThreads = "threads:read";
    public const string ReadConversations = "conversations:read";
    public const string WriteContacts = "contacts:write";

    /// <summary>Search the published articles.</summary>
    public const string ReadKnowledge = "knowledge:read";

    /// <summary>Send notices to customers, and ask what became of them.</summary>
    public const string SendNotices = "notices:send";

    /// <summary>Post customers' messages to open channels.</summary>
    public const string WriteChannels = "channels:write";

    /// <summary>Work at the agent hub as the one agent that the key is bound to.</summary>
    public const string OwnAgent = "agents:self";

    /// <summary>Work at the agent hub as any agent (load tests, CTI bars that sign their people in themselves).</summary>
    public const string AnyAgent = "agents:any";

    public static readonly IReadOnlyList<string> All = [ReadThreads, ReadConversations, WriteContacts, ReadKnowledge, SendNotices, WriteChannels, OwnAgent, AnyAgent];
}
