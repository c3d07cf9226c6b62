using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Inventory.Tests.Gateway.Api;

public sealed class ContentTests(SharedGateway gateway)
{
    private const int MiB = 1024 * 1024;

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json; profile=x")]
    [InlineData("APPLICATION/JSON")]
    public async Task Json_is_taken_by_any_of_its_names(string contentType)
    {
        var car = (await gateway.Client.Send(HttpMethod.Post, "/api/cars", Name(contentType))).Expect(201);
        (await gateway.Client.Send(HttpMethod.Patch, car.Location!, Name(contentType))).Expect(200);
        (await gateway.Client.Send(HttpMethod.Post, $"{car.Location}/allocations", Name(contentType))).ExpectProblem(422, "invalid");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("text/plain")]
    [InlineData("text/html")]
    [InlineData("text/json")]
    [InlineData("application/xml")]
    [InlineData("application/jsonx")]
    [InlineData("application/vnd.inventory+json")]
    [InlineData("application/problem+json")]
    [InlineData("application/json-patch+json")]
    [InlineData("application/octet-stream")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/vnd.inventory+json; charset=utf-16")]
    [InlineData("application/*")]
    [InlineData("*/*")]
    public async Task Another_content_type_is_refused(string? contentType)
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Send(HttpMethod.Post, "/api/cars", Name(contentType))).ExpectProblem(415, "unsupported-media-type");
        (await gateway.Client.Send(HttpMethod.Patch, car, Name(contentType))).ExpectProblem(415, "unsupported-media-type");
        (await gateway.Client.Send(HttpMethod.Post, $"{car}/allocations", Name(contentType))).ExpectProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_merge_patch_has_a_content_type_of_its_own()
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Send(HttpMethod.Patch, car, Name("application/merge-patch+json"))).Expect(200);
        (await gateway.Client.Send(HttpMethod.Post, "/api/cars", Name("application/merge-patch+json"))).ExpectProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_body_may_be_compressed()
    {
        (await gateway.Client.Send(HttpMethod.Post, "/api/cars", Compressed(Encoding.UTF8.GetBytes($"{{\"name\":\"{GatewayClient.NewName()}\"}}")))).Expect(201);
        // A thousand times as long as what is sent.
        (await gateway.Client.Send(HttpMethod.Post, "/api/cars", Compressed(new byte[8 * MiB]))).ExpectProblem(413, "body-too-large");
        (await gateway.Client.Send(HttpMethod.Post, "/api/cars", Coded("{}"u8.ToArray(), "identity"))).ExpectProblem(422, "invalid");
        (await gateway.Client.Send(HttpMethod.Post, "/api/cars", Coded([1, 2, 3], "gzip"))).ExpectProblem(400, "malformed");
        (await gateway.Client.Send(HttpMethod.Post, "/api/cars", Coded("{}"u8.ToArray(), "lzma"))).ExpectProblem(415, "unsupported-media-type");
        (await gateway.Client.Send(HttpMethod.Post, "/api/cars", Coded("{}"u8.ToArray(), "gzip, gzip"))).ExpectProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_form_in_chunks_has_up_to_1_MiB_as_well()
    {
        var fields = string.Join('&', Enumerable.Range(0, 3).Select(n => $"field{n}={new string('x', MiB / 2)}"));
        var form = new LongContent(Encoding.ASCII.GetBytes(fields), isChunked: true);
        form.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        (await gateway.Client.Send(HttpMethod.Post, "/api/users/register", form)).ExpectProblem(413, "body-too-large");
    }

    [Fact]
    public async Task No_body_at_all_is_refused()
    {
        var car = await gateway.Client.Create();
        (await gateway.Client.Send(HttpMethod.Post, "/api/cars")).ExpectProblem(415, "unsupported-media-type");
        (await gateway.Client.Send(HttpMethod.Post, $"{car}/allocations", GatewayClient.Raw(""))).ExpectProblem(400, "malformed");
    }

    [Theory]
    [InlineData(MiB, false, 201)]
    [InlineData(MiB, true, 201)]
    [InlineData(MiB + 1, false, 413)]
    [InlineData(MiB + 1, true, 413)]
    [InlineData(4 * MiB, false, 413)]
    [InlineData(4 * MiB, true, 413)]
    public async Task A_body_has_up_to_1_MiB_with_its_length_or_in_chunks(int length, bool isChunked, int status)
    {
        var start = $"{{\"name\":\"{GatewayClient.NewName()}\",\"ignored\":\"";
        var body = Encoding.UTF8.GetBytes($"{start}{new string('x', length - start.Length - 2)}\"}}");
        var answer = await gateway.Client.Send(HttpMethod.Post, "/api/cars", new LongContent(body, isChunked));
        if (status == 201)
            answer.Expect(201);
        else
            answer.ExpectProblem(413, "body-too-large");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    [InlineData("application/xml")]
    [InlineData("garbage")]
    public async Task Answers_are_json_whatever_the_client_would_like(string accept)
    {
        (string, string) header = ("Accept", accept);
        (await gateway.Client.Get("/api/types", header)).Expect(200);
        (await gateway.Client.Get("/api/nothing", header)).ExpectProblem(404, "not-found");
        (await gateway.Client.Post("/api/cars", "{}", header)).ExpectProblem(422, "invalid");
        (await gateway.Client.Post("/api/cars", "{", header)).ExpectProblem(400, "malformed");
        (await gateway.Client.Send(HttpMethod.Put, "/api/cars", null, header)).ExpectProblem(405, "method-not-allowed");
        (await gateway.Client.Send(HttpMethod.Post, "/api/cars", Name("text/plain"), header)).ExpectProblem(415, "unsupported-media-type");
    }

    private static HttpContent Name(string? contentType) => GatewayClient.Raw($"{{\"name\":\"{GatewayClient.NewName()}\"}}", contentType);

    private static ByteArrayContent Compressed(byte[] body)
    {
        using var sent = new MemoryStream();
        using (var gzip = new GZipStream(sent, CompressionLevel.Optimal))
            gzip.Write(body);
        return Coded(sent.ToArray(), "gzip");
    }

    private static ByteArrayContent Coded(byte[] body, string coding)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return content;
    }

    /// <summary>Sends its length, or chunks.</summary>
    private sealed class LongContent : ByteArrayContent
    {
        private readonly bool _isChunked;

        public LongContent(byte[] body, bool isChunked) : base(body)
        {
            _isChunked = isChunked;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override bool TryComputeLength(out long length) => base.TryComputeLength(out length) && !_isChunked;
    }
}
