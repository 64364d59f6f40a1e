namespace Imcc.Web.Components.Knowledge;

/// <summary>Where pictures and attachments of articles are read.</summary>
internal static class KnowledgeFiles
{
    public static string Url(string fileId) => $"/files/{fileId}";
}
