using System.Text.Json;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Articles as they stand in columns.</summary>
internal static class ArticleJson
{
    public static string Write(ArticleContent content) => JsonSerializer.Serialize(content, DirectoryJson.Options);

    public static ArticleContent Read(string json) => JsonSerializer.Deserialize<ArticleContent>(json, DirectoryJson.Options) ?? throw new JsonException("The column holds null.");

    public static string Write(ArticleAnswer answer) => JsonSerializer.Serialize(answer, DirectoryJson.Options);

    public static ArticleAnswer ReadAnswer(string json) => JsonSerializer.Deserialize<ArticleAnswer>(json, DirectoryJson.Options) ?? throw new JsonException("The column holds null.");
}
