import { defineConfig } from "vite";

export default defineConfig({
  base: "/static/",
  build: {
    outDir: "../src/overhorizon/web/static",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0, // nothing as a data: address, which the pages' policy forbids
    modulePreload: { polyfill: false },
    rollupOptions: { input: { main: "src/main.ts" } },
  },
});
