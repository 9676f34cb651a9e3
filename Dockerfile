# The worker, and the simulated Wazuh beside it.
FROM docker.io/library/swift:6.3-bookworm AS build
WORKDIR /source
COPY scripts/packages scripts/packages
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends $(scripts/packages build) \
    && rm -rf /var/lib/apt/lists/*
COPY Package.swift ./
COPY Sources Sources
# Named by the package; none of it is compiled.
COPY Tests Tests
COPY scripts/bench.d/JSONBenchmark scripts/bench.d/JSONBenchmark
RUN --mount=type=cache,target=/source/.build,sharing=locked \
    for product in wazuh-mcp wazuh-sim; do \
        swift build -c release --static-swift-stdlib --product $product || exit 1; \
    done \
    && mkdir /products && cp .build/release/wazuh-mcp .build/release/wazuh-sim /products

FROM docker.io/library/debian:bookworm-slim
COPY scripts/packages /usr/local/share/wazuh-mcp/packages
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends $(/usr/local/share/wazuh-mcp/packages worker) \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --no-create-home wazuh-mcp \
    && install -d -o wazuh-mcp -g wazuh-mcp -m 700 /var/lib/wazuh-mcp
COPY --from=build /products/ /usr/local/bin/
COPY scripts/container-entrypoint /usr/local/bin/
USER 10001
ENV WAZUH_MCP_STATE_DIR=/var/lib/wazuh-mcp
EXPOSE 9000
ENTRYPOINT ["container-entrypoint"]
CMD ["wazuh-mcp", "worker", "--listen", "0.0.0.0:9000"]
