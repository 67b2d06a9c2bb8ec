-- Runs inside Neovim: waits for one finding in the opened report, applies its quick fix and
-- writes what was seen to a JSON file, because the test judges and Neovim only reports.
local code = assert(vim.env.REPORTLINT_TEST_CODE)
local replacement = assert(vim.env.REPORTLINT_TEST_REPLACEMENT)
local patience_ms = 30000

local seen = { offered = {} }

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, true)
end

local function findings()
  return vim.tbl_map(function(d)
    return { lnum = d.lnum, col = d.col, end_lnum = d.end_lnum, end_col = d.end_col,
      code = d.code, source = d.source, message = d.message }
  end, vim.diagnostic.get(0))
end

local function wanted()
  return vim.iter(vim.diagnostic.get(0)):find(function(d) return d.code == code end)
end

local function session()
  vim.wait(patience_ms, wanted, 50)
  seen.before = { lines = lines(), findings = findings() }
  local client = vim.lsp.get_clients({ name = "reportlint" })[1]
  seen.encoding = client and client.offset_encoding
  local finding = assert(wanted(), "no finding " .. code)

  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
  local taken = false
  vim.lsp.buf.code_action({
    apply = true,
    -- Neovim applies without asking only when exactly one action is left.
    filter = function(action)
      table.insert(seen.offered, { title = action.title, kind = action.kind })
      local fits = not taken and action.kind == "quickfix" and action.edit
        and vim.json.encode(action.edit):find(replacement, 1, true)
      taken = taken or fits
      return fits
    end,
  })
  vim.wait(patience_ms, function() return not wanted() end, 50)
  seen.after = { lines = lines(), findings = findings() }
end

local ok, problem = xpcall(session, debug.traceback)
if not ok then
  seen.problem = problem
end
local file = assert(io.open(assert(vim.env.REPORTLINT_TEST_OUT), "w"))
file:write(vim.json.encode(seen))
file:close()
vim.cmd("qall!")
